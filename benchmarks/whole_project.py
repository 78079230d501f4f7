"""Measures the whole project on DuckDB, stage by stage, each stage in a separate process."""

import shutil
import sys

import duckdb

from benchmarks.dbt import Dbt
from benchmarks.measure import PATHS, read_figures, run
from benchmarks.results import Results
from benchmarks.sizes import Size
from benchmarks.stages import GIB, STAGES, Stage

NO_TESTS = ("--exclude-resource-types", "test")


class TooMuchMemoryError(Exception):
    """A process used more memory than its stage allows."""


def measure(size: Size) -> None:
    """Build everything from an empty warehouse, and write a line per stage.

    ``seconds`` is the time of the models; ``process_seconds`` includes the start of dbt.

    Raises:
        TooMuchMemoryError: see ``Stage.most_memory_bytes``.
    """
    _remove_databases(size)
    dbt, results = Dbt(size), Results("stages", size.name)
    for stage in STAGES:
        exclude = ("--exclude", *stage.exclude) if stage.exclude else ()
        arguments = ("build", *NO_TESTS, "--select", *stage.select, *exclude)
        _measure(dbt, results, size, stage, arguments)
    tests = Stage("tests", "tests", ())
    _measure(dbt, results, size, tests, ("test", "--exclude", "publish"))
    _measure_publishing(dbt, results, size)
    _measure_import(dbt, results)


def _remove_databases(size: Size) -> None:
    size.folder.mkdir(parents=True, exist_ok=True)
    for file in size.folder.glob("*.duckdb*"):
        file.unlink()
    for name in ("published", "temp"):
        shutil.rmtree(size.folder / name, ignore_errors=True)


def _measure(
    dbt: Dbt, results: Results, size: Size, stage: Stage, arguments: tuple[str, ...]
) -> None:
    cost = dbt.run(stage.name, *arguments, memory_limit=stage.memory_limit)
    models = dbt.seconds_by_node()
    results.add(
        "duckdb",
        stage.name,
        kind=stage.kind,
        rows=_rows(dbt, size, list(models)) if stage.kind != "tests" else 0,
        seconds=round(sum(models.values()), 3),
        process_seconds=round(cost.seconds, 3),
        cpu_seconds=round(cost.cpu_seconds, 3),
        peak_memory_bytes=cost.peak_memory_bytes,
        most_memory_bytes=stage.most_memory_bytes,
        models={name: seconds for name, seconds in models.items() if seconds >= 0.05},
    )
    if cost.peak_memory_bytes > stage.most_memory_bytes:
        raise TooMuchMemoryError(
            f"{stage.name} at {size.name} used {cost.peak_memory_bytes / GIB:.2f} GiB, "
            f"more than {stage.most_memory_bytes / GIB:.0f} GiB"
        )


def _rows(dbt: Dbt, size: Size, names: list[str]) -> int:
    """Return the number of rows in the tables that were built; views do not count."""
    nodes = dbt.nodes()
    tables = [nodes[name] for name in names if nodes[name]["config"]["materialized"] != "view"]
    with duckdb.connect() as connection:
        connection.execute(f"attach '{size.warehouse}' as growthmart (read_only)")
        connection.execute(f"attach '{size.folder / 'state.duckdb'}' as state (read_only)")
        counts = [
            connection.execute(f"select count(*) from {node['relation_name']}").fetchall()[0][0]
            for node in tables
        ]
    return sum(counts)


def _measure_publishing(dbt: Dbt, results: Results, size: Size) -> None:
    """Measure publishing by a call of the library, because only a whole dbt build publishes."""
    command = [sys.executable, "-m", "benchmarks.publishing", size.name]
    cost = run(command, PATHS, dbt.folder / "publish.log")
    rows, seconds = read_figures(dbt.folder / "publish.log")
    results.add(
        "duckdb",
        "publish",
        kind="python",
        rows=int(rows),
        seconds=round(float(seconds), 3),
        process_seconds=round(cost.seconds, 3),
        cpu_seconds=round(cost.cpu_seconds, 3),
        peak_memory_bytes=cost.peak_memory_bytes,
        most_memory_bytes=12 * GIB,
        models={},
    )


def _measure_import(dbt: Dbt, results: Results) -> None:
    """Measure the import of Great Expectations, which every gate does first at every size."""
    log = dbt.folder / "import.log"
    cost = run([sys.executable, "-W", "ignore", "-m", "benchmarks.importing"], PATHS, log)
    results.add(
        "duckdb",
        "gx_import",
        kind="import",
        rows=0,
        seconds=round(float(read_figures(log)[0]), 3),
        process_seconds=round(cost.seconds, 3),
        cpu_seconds=round(cost.cpu_seconds, 3),
        peak_memory_bytes=cost.peak_memory_bytes,
        most_memory_bytes=12 * GIB,
        models={},
    )
