"""Quality gates: the suites of one layer, run inside the database, one row per expectation.

The only package of the project that uses Great Expectations, and only inside ``run_gate``:
importing ``growthmart.quality`` costs nothing.
"""

from growthmart.quality.gate import run_gate

__all__ = ["run_gate"]
