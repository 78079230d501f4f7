"""One task by one engine, in a process of its own: tells rows, seconds and memory of Java.

What imports the engine and opens its session is not part of the time, nor is writing the answer.
"""

import importlib
import json
import sys
import time
from pathlib import Path

from benchmarks.measure import tell
from benchmarks.side_by_side.tasks import TASKS, Task, answer_file, parquet_folder
from benchmarks.sizes import SIZES, Size


def solve_by_frames(size: Size, task: Task, engine: str, file: Path) -> None:
    """Answer by the function of the task in pandas or Polars."""
    module = importlib.import_module(f"benchmarks.side_by_side.with_{engine}")
    solve = getattr(module, task.name)
    started = time.perf_counter()
    frame = solve(parquet_folder(size))
    tell(len(frame), time.perf_counter() - started, 0)
    module.write(frame, file)


def solve_by_duckdb(size: Size, task: Task, engine: str, file: Path) -> None:
    """Answer by the compiled SQL, or read its inputs and no more."""
    from benchmarks.side_by_side import with_sql

    relations, sql = _compiled(size, task, "duckdb")
    connection = with_sql.connect(parquet_folder(size), relations, task.inputs)
    started = time.perf_counter()
    if engine == "scan":
        rows = with_sql.scan(connection, relations, task.inputs)
    else:
        rows = with_sql.answer(connection, sql)
    tell(rows, time.perf_counter() - started, 0)
    if engine == "sql":
        with_sql.write(connection, file)


def solve_by_spark(size: Size, task: Task, file: Path) -> None:
    """Answer by the SQL that was compiled for Spark."""
    from benchmarks.side_by_side import with_spark

    relations, sql = _compiled(size, task, "spark")
    session = with_spark.connect(parquet_folder(size), relations, task.inputs)
    started = time.perf_counter()
    rows = with_spark.answer(session, sql)
    tell(rows, time.perf_counter() - started, with_spark.java_memory(session))
    with_spark.write(session, file)


def _compiled(size: Size, task: Task, dialect: str) -> tuple[dict[str, str], str]:
    file = size.folder / f"compiled_{dialect}.json"
    given = json.loads(file.read_text(encoding="utf-8"))
    return given["relations"], given["sql"][task.model]


def main(size: Size, task: Task, engine: str) -> None:
    """Compute the answer, stop the clock, and write the answer for the comparison."""
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
