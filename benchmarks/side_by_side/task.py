"""One task by one engine, in a process of its own: prints rows and seconds.

For Spark also the peak memory of the Java machine that does the work.
"""

import json
import sys
import time
from collections.abc import Callable

from benchmarks.measure import tell
from benchmarks.side_by_side.tasks import TASKS, Task, answer_file, parquet_folder
from benchmarks.sizes import SIZES, Size

# of an engine: a function that computes the answer and returns its rows, and one that writes it
Run = tuple[Callable[[], int], Callable[[], object]]


def prepare(size: Size, task: Task, engine: str) -> Run:
    """Import the engine and open its session: neither is part of the time."""
    folder, file = parquet_folder(size), answer_file(size, task, engine)
    file.parent.mkdir(parents=True, exist_ok=True)
    if engine == "pandas":
        from benchmarks.side_by_side import with_pandas

        kept: list = []
        solve = getattr(with_pandas, task.name)
        return (
            lambda: kept.append(solve(folder)) or len(kept[0]),
            lambda: kept[0].to_parquet(file, index=False),
        )
    if engine == "polars":
        from benchmarks.side_by_side import with_polars

        kept = []
        solve = getattr(with_polars, task.name)
        return (
            lambda: kept.append(solve(folder)) or len(kept[0]),
            lambda: kept[0].write_parquet(file),
        )
    dialect = "spark" if engine == "spark" else "duckdb"
    given = json.loads((size.folder / f"compiled_{dialect}.json").read_text(encoding="utf-8"))
    sql = given["sql"][task.model]
    if engine == "spark":
        from benchmarks.side_by_side import with_spark

        session = with_spark.connect(folder, given["relations"], task.inputs)
        return (
            lambda: with_spark.answer(session, sql),
            lambda: with_spark.write(session, file),
        )
    from benchmarks.side_by_side import with_sql

    connection = with_sql.connect(folder, given["relations"], task.inputs)
    if engine == "scan":
        return (lambda: with_sql.scan(connection, given["relations"], task.inputs), lambda: None)
    return (lambda: with_sql.answer(connection, sql), lambda: with_sql.write(connection, file))


def main(size_name: str, task_name: str, engine: str) -> None:
    """Compute the answer, stop the clock, and write the answer for the comparison."""
    compute, write = prepare(SIZES[size_name], TASKS[task_name], engine)
    started = time.perf_counter()
    rows = compute()
    seconds = time.perf_counter() - started
    java_memory = write() or 0
    tell(rows, seconds, java_memory)


if __name__ == "__main__":
    main(*sys.argv[1:])
