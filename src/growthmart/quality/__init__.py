"""Quality gates: run the suites of a layer in the database, with one result row per expectation.

Only this package uses Great Expectations. It imports Great Expectations inside ``run_gate``, so the
import of ``growthmart.quality`` is fast.
"""

from growthmart.quality.gate import run_gate

__all__ = ["run_gate"]
