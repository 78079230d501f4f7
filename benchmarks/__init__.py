"""How the cost of the project grows with its data, and how it compares: see docs/benchmarks.md."""
