"""One task by one engine, in a process of its own: prints the rows and the seconds."""

import json
import sys
import time

from benchmarks.side_by_side.tasks import TASKS, answer_file, parquet_folder
from benchmarks.sizes import SIZES

ENGINES = ("scan", "sql", "pandas", "polars")


def main(size_name: str, task_name: str, engine: str, sql_file: str) -> None:
    """Compute the answer, stop the clock, and write the answer for the comparison."""
    size, task = SIZES[size_name], TASKS[task_name]
    folder, file = parquet_folder(size), answer_file(size, task, engine)
    file.parent.mkdir(parents=True, exist_ok=True)
    if engine in ("scan", "sql"):
        from benchmarks.side_by_side import with_sql

        with open(sql_file, encoding="utf-8") as text:
            given = json.load(text)
        connection = with_sql.connect(folder, given["relations"], task.inputs)
        started = time.perf_counter()
        if engine == "scan":
            rows = with_sql.scan(connection, given["relations"], task.inputs)
        else:
            rows = with_sql.answer(connection, given["sql"][task.model])
        seconds = time.perf_counter() - started
        if engine == "sql":
            connection.execute(f"copy memory.main.answer to '{file}' (format parquet)")
    elif engine == "pandas":
        from benchmarks.side_by_side import with_pandas

        started = time.perf_counter()
        frame = getattr(with_pandas, task.name)(folder)
        rows, seconds = len(frame), time.perf_counter() - started
        frame.to_parquet(file, index=False)
    else:
        from benchmarks.side_by_side import with_polars

        started = time.perf_counter()
        answer = getattr(with_polars, task.name)(folder)
        rows, seconds = len(answer), time.perf_counter() - started
        answer.write_parquet(file)
    print(rows, seconds)


if __name__ == "__main__":
    main(*sys.argv[1:])
