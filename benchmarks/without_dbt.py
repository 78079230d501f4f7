"""Runs the compiled SQL of models without dbt, to measure the time that dbt adds."""

import sys
import time

import duckdb

from benchmarks.dbt import MEMORY_LIMIT, Dbt
from benchmarks.measure import PATHS, print_figures, read_figures, run
from benchmarks.results import Results
from benchmarks.sizes import SIZES, Size

# without core, because its gate would have to judge it again
FOLDERS = ("models/intermediate", "models/features")


def measure(size: Size) -> None:
    """Write the seconds of the SQL models with and without dbt, on the same warehouse."""
    dbt, results = Dbt(size), Results("without_dbt", size.name)
    selectors = [f"path:{folder}" for folder in FOLDERS]
    without_state = ("--exclude", "int_customer_id_history")
    cost = dbt.run("with_dbt", "run", "--full-refresh", "--select", *selectors, *without_state)
    seconds = dbt.seconds_by_node()
    results.add(
        "dbt",
        "models",
        rows=len(seconds),
        seconds=round(sum(seconds.values()), 3),
        process_seconds=round(cost.seconds, 3),
        cpu_seconds=round(cost.cpu_seconds, 3),
        peak_memory_bytes=cost.peak_memory_bytes,
    )
    log = size.folder / "without_dbt.log"
    command = [sys.executable, "-m", "benchmarks.without_dbt", size.name]
    cost = run(command, PATHS, log)
    models, alone = read_figures(log)
    results.add(
        "duckdb",
        "models",
        rows=int(models),
        seconds=round(float(alone), 3),
        process_seconds=round(cost.seconds, 3),
        cpu_seconds=round(cost.cpu_seconds, 3),
        peak_memory_bytes=cost.peak_memory_bytes,
    )


def main(size: Size) -> None:
    """Run the SQL of dbt's last run in the same order, and write into another database."""
    dbt = Dbt(size)
    names = [name for name, _ in sorted(dbt.started().items(), key=lambda pair: pair[1])]
    other = size.folder / "without_dbt.duckdb"
    other.unlink(missing_ok=True)
    statements = [(name, dbt.compiled(name)) for name in names]
    # not read-only, because a read-only connection cannot attach a database for writing
    with duckdb.connect() as connection:
        connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        connection.execute(f"set temp_directory = '{size.folder / 'temp'}'")
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set preserve_insertion_order = false")
        connection.execute(f"attach '{size.warehouse}' as growthmart (read_only)")
        connection.execute(f"attach '{size.folder / 'state.duckdb'}' as state (read_only)")
        connection.execute(f"attach '{other}' as other")
        connection.execute("use growthmart")
        started = time.perf_counter()
        for name, sql in statements:
            connection.execute(f"create table other.main.{name} as {sql}")
        print_figures(len(statements), time.perf_counter() - started)
    other.unlink()


if __name__ == "__main__":
    main(SIZES[sys.argv[1]])
