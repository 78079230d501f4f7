"""Runs one task on one engine in a separate process: prints rows, seconds and Java's memory.

The time does not include the import of the engine, the opening of its session and the writing of
the answer.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.measure import print_figures
from benchmarks.side_by_side.tasks import TASKS, Task, answer_file, parquet_folder
from benchmarks.sizes import SIZES, Size

Answer = TypeVar("Answer")


def solve_by_frames(size: Size, task: Task, engine: str, file: Path) -> None:
    """Compute the answer with the task's function in pandas or Polars."""
    module = importlib.import_module(f"benchmarks.side_by_side.with_{engine}")
    solve = getattr(module, task.name)
    frame, *seconds = _timed(lambda: solve(parquet_folder(size)), time.process_time)
    print_figures(len(frame), *seconds, 0)
    module.write(frame, file)


def solve_by_duckdb(size: Size, task: Task, engine: str, file: Path) -> None:
    """Compute the answer with the compiled SQL, or only read the inputs of the SQL."""
    from benchmarks.side_by_side import with_sql

    relations, queries = _compiled(size, task, "duckdb")
    connection = with_sql.connect(parquet_folder(size), relations, task)

    def solve() -> int:
        if engine == "scan":
            return with_sql.scan(connection, relations, task.inputs)
        return with_sql.answer(connection, queries)

    rows, *seconds = _timed(solve, time.process_time)
    print_figures(rows, *seconds, 0)
    if engine == "sql":
        with_sql.write(connection, relations[task.models[-1]], file)


def solve_by_spark(size: Size, task: Task, file: Path) -> None:
    """Compute the answer with the SQL that was compiled for Spark."""
    from benchmarks.side_by_side import with_spark

    relations, queries = _compiled(size, task, "spark")
    (sql,) = queries.values()
    session = with_spark.connect(parquet_folder(size), relations, task.inputs)
    # the CPU time is Java's, because Python only waits
    rows, *seconds = _timed(
        lambda: with_spark.answer(session, sql), lambda: with_spark.java_cpu_seconds(session)
    )
    print_figures(rows, *seconds, with_spark.java_memory(session))
    with_spark.write(session, file)


def _timed(
    solve: Callable[[], Answer], cpu_clock: Callable[[], float]
) -> tuple[Answer, float, float]:
    """Return an answer, its seconds, and its CPU seconds of all threads."""
    started, cpu_started = time.perf_counter(), cpu_clock()
    answer = solve()
    return answer, time.perf_counter() - started, cpu_clock() - cpu_started


def _compiled(size: Size, task: Task, dialect: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the relations by name, and the SQL of the task's models by their relations."""
    file = size.folder / f"compiled_{dialect}.json"
    given = json.loads(file.read_text(encoding="utf-8"))
    relations = given["relations"]
    return relations, {relations[model]: given["sql"][model] for model in task.models}


def main(size: Size, task: Task, engine: str) -> None:
    """Compute the answer, print the time, and write the answer for the comparison."""
    file = answer_file(size, task, engine)
    file.parent.mkdir(parents=True, exist_ok=True)
    if engine in ("pandas", "polars"):
        solve_by_frames(size, task, engine, file)
    elif engine == "spark":
        solve_by_spark(size, task, file)
    else:
        solve_by_duckdb(size, task, engine, file)


if __name__ == "__main__":
    main(SIZES[sys.argv[1]], TASKS[sys.argv[2]], sys.argv[3])
