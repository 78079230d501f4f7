"""The benchmark's functions in pandas and Polars give the same answers as the models."""

import importlib
from pathlib import Path

import duckdb
import pytest
from benchmarks.side_by_side.answers import differing_rows
from benchmarks.side_by_side.tasks import TASKS, Task

from .project import Project


@pytest.mark.parametrize("engine", ["pandas", "polars"])
@pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))
def test_the_answer_is_that_of_the_model(
    built: Project, tmp_path: Path, task: Task, engine: str
) -> None:
    pytest.importorskip(engine, reason="needs the extra bench")
    module = importlib.import_module(f"benchmarks.side_by_side.with_{engine}")
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        schemas = dict(
            connection.execute("select table_name, schema_name from duckdb_tables()").fetchall()
        )
        for name in (*task.inputs, task.models[-1]):
            file = tmp_path / f"{name}.parquet"
            connection.execute(f"copy {schemas[name]}.{name} to '{file}' (format parquet)")

    frame = getattr(module, task.name)(tmp_path)
    answer = tmp_path / "answer.parquet"
    module.write(frame, answer)

    assert len(frame) > 0
    assert differing_rows(tmp_path / f"{task.models[-1]}.parquet", answer, task.key) == 0
