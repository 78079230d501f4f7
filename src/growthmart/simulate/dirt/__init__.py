"""Plants faults into the clean tables of every area, and counts each fault exactly."""
