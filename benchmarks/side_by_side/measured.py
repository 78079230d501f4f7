"""Runs every task on every engine, one after the other, and checks that the answers are equal."""

import json
import sys
from pathlib import Path

from benchmarks.dbt import Dbt
from benchmarks.measure import PATHS, in_new_process, read_figures, run
from benchmarks.results import Results
from benchmarks.side_by_side.answers import differing_rows
from benchmarks.side_by_side.tasks import TASKS, answer_file, export_inputs
from benchmarks.sizes import Size


class WrongAnswerError(Exception):
    """Two engines give different answers, so their times cannot be compared."""


def measure(size: Size) -> None:
    """Write a line per task and engine; the part ``stages`` has built the tables that they read.

    Raises:
        WrongAnswerError: the answer of an engine differs from that of the SQL on DuckDB.
    """
    dbt, results = Dbt(size), Results("side_by_side", size.name)
    relations = _compile(dbt, "sql", "dev", size.folder / "compiled_duckdb.json")
    _compile(dbt, "spark", "spark", size.folder / "compiled_spark.json")
    in_new_process(export_inputs, size, relations)
    for name, task in TASKS.items():
        for engine in task.engines:
            log = size.folder / f"{name}_{engine}.log"
            command = [sys.executable, "-m", "benchmarks.side_by_side.task"]
            cost = run([*command, size.name, name, engine], PATHS, log)
            rows, seconds, cpu_seconds, java_memory = read_figures(log)
            expected, actual = (answer_file(size, task, one) for one in ("sql", engine))
            differing = 0
            if engine != "scan":
                differing = in_new_process(differing_rows, expected, actual, task.key)
            results.add(
                engine,
                name,
                rows=int(rows),
                seconds=round(float(seconds), 3),
                cpu_seconds_of_answer=round(float(cpu_seconds), 3),
                process_seconds=round(cost.seconds, 3),
                cpu_seconds=round(cost.cpu_seconds, 3),
                peak_memory_bytes=max(cost.peak_memory_bytes, int(java_memory)),
                differing_rows=differing,
            )
            if differing:
                raise WrongAnswerError(f"{name} by {engine}: {differing} rows differ")


def _compile(dbt: Dbt, engine: str, target: str, file: Path) -> dict[str, str]:
    """Write the SQL of an engine's tasks and its relations to ``file``; return the relations."""
    models = [model for task in TASKS.values() if engine in task.engines for model in task.models]
    # as for an empty warehouse, so that incremental models are built completely
    compiling = ("compile", "--full-refresh", "--target", target, "--select", *models)
    # Spark has another notation of the unit
    dbt.run(f"compile_{target}", *compiling, memory_limit="4g" if target == "spark" else None)
    relations = {
        name: node["relation_name"] for name, node in dbt.nodes().items() if "relation_name" in node
    }
    given = {"relations": relations, "sql": {model: dbt.compiled(model) for model in models}}
    file.write_text(json.dumps(given), encoding="utf-8")
    return relations
