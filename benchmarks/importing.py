"""Prints the seconds of the import that every gate does first, after the imports of dbt."""

import time

import duckdb  # noqa: F401
import pandas  # noqa: F401
import pyarrow  # noqa: F401

from benchmarks.measure import print_figures

if __name__ == "__main__":
    started = time.perf_counter()
    import growthmart.quality.validator  # noqa: F401

    print_figures(time.perf_counter() - started)
