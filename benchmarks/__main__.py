"""``python -m benchmarks --sizes demo M L --parts stages gates``: `make bench` calls it."""

import argparse
import os
from collections.abc import Callable

from benchmarks import gates, whole_project, without_dbt
from benchmarks.side_by_side import measured
from benchmarks.sizes import SIZES, Size

CORES = 2
PARTS: dict[str, Callable[[Size], None]] = {
    "stages": whole_project.measure,
    "without_dbt": without_dbt.measure,
    "gates": gates.measure,
    "side_by_side": measured.measure,
}


def main() -> None:
    """Measure every part at every size; each part writes its own file of results."""
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["demo", "M", "L"])
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    arguments = parser.parse_args()
    # child processes inherit it, and DuckDB and Polars start one thread per core
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    for size in arguments.sizes:
        SIZES[size].simulate()
        for part in arguments.parts:
            PARTS[part](SIZES[size])


if __name__ == "__main__":
    main()
