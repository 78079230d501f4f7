"""Where visits come from, and how many come from each source on each day."""
