"""Import what every gate imports first, after what dbt has imported: prints the seconds."""

import time

import duckdb  # noqa: F401
import pandas  # noqa: F401
import pyarrow  # noqa: F401

from benchmarks.measure import print_figures

if __name__ == "__main__":
    started = time.perf_counter()
    import growthmart.quality.validator  # noqa: F401

    print_figures(time.perf_counter() - started)
