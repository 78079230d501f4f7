"""Faults planted into the clean tables of every area, and the exact count of each."""
