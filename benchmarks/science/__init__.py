"""What the models show on public data and simulated people, beside the figures of the field."""
