"""The sources of visits, and the number of visits from each source on each day."""
