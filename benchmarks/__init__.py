"""Measures how the cost of the project grows with its data, and compares it with other tools.

See docs/benchmarks.md.
"""
