"""Runs Great Expectations in two ways: as SQL in the database, and on a pandas DataFrame."""

import sys
import time
from typing import Any

from benchmarks.measure import PATHS, print_figures, read_figures, run
from benchmarks.results import Results
from benchmarks.sizes import SIZES, Size

TABLE, RELATION = "fct_sessions", "core.fct_sessions"
EXPECTATIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "rows": ("expect_table_row_count_to_be_between", {"min_value": 1}),
    "key": ("expect_column_values_to_be_unique", {"column": "session_id"}),
    "channel": ("expect_column_values_to_not_be_null", {"column": "channel"}),
    "events": (
        "expect_column_values_to_be_between",
        {"column": "events_count", "min_value": 1},
    ),
}


class WrongAnswerError(Exception):
    """The two ways give different outcomes."""


def measure(size: Size) -> None:
    """Write a line for each way, without the time of the import of Great Expectations.

    Raises:
        WrongAnswerError: the two ways give different outcomes of an expectation.
    """
    results = Results("gates", size.name)
    judged = set()
    for engine in ("sql", "pandas"):
        log = size.folder / f"gates_{engine}.log"
        command = [sys.executable, "-W", "ignore", "-m", "benchmarks.gates", size.name, engine]
        cost = run(command, PATHS, log)
        rows, seconds, *outcomes = read_figures(log)
        judged.add(" ".join(outcomes))
        results.add(
            engine,
            TABLE,
            rows=int(rows),
            seconds=round(float(seconds), 3),
            cpu_seconds=round(cost.cpu_seconds, 3),
            process_seconds=round(cost.seconds, 3),
            peak_memory_bytes=cost.peak_memory_bytes,
        )
    if len(judged) > 1:
        raise WrongAnswerError(f"{TABLE} is judged in two ways: {judged}")


def main(size: Size, engine: str) -> None:
    """Judge the expectations, and print the rows, the seconds and the outcomes."""
    from growthmart.quality.suites import Entry
    from growthmart.quality.validator import expectation, expectation_class

    entries = [
        Entry(name, kind, "critical", kwargs) for name, (kind, kwargs) in EXPECTATIONS.items()
    ]
    chosen = {
        entry.id: expectation(entry, expectation_class(entry), dict(entry.kwargs))
        for entry in entries
    }
    started = time.perf_counter()
    judge = _in_the_database if engine == "sql" else _in_pandas
    rows, outcomes = judge(size, chosen)
    print_figures(rows, time.perf_counter() - started, sorted(outcomes.items()))


def _in_the_database(size: Size, chosen: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    import duckdb

    from growthmart.engines import engine_of
    from growthmart.quality.context import GatedTable
    from growthmart.quality.validator import Validator

    schema, name = RELATION.split(".")
    with duckdb.connect(str(size.warehouse), read_only=True) as session:
        engine = engine_of(session)
        table = GatedTable(TABLE, RELATION, size.warehouse.stem, schema, name)
        outcomes = Validator(engine).validate(table, chosen, engine.columns(RELATION))
        rows = engine.rows(f"select count(*) from {RELATION}")[0][0]
    return rows, {name: (one.success, one.unexpected_count) for name, one in outcomes.items()}


def _in_pandas(size: Size, chosen: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    import duckdb
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    with duckdb.connect(str(size.warehouse), read_only=True) as session:
        frame = session.sql(f"from {RELATION}").to_arrow_table().to_pandas()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("pandas").add_dataframe_asset(TABLE)
    batch = asset.add_batch_definition_whole_dataframe("whole").get_batch({"dataframe": frame})
    suite = gx.ExpectationSuite(name="suite", expectations=list(chosen.values()))
    results = batch.validate(suite, result_format={"result_format": "BASIC"}).results
    return len(frame), {
        one.expectation_config.meta["id"]: (bool(one.success), one.result.get("unexpected_count"))
        for one in results
    }


if __name__ == "__main__":
    main(SIZES[sys.argv[1]], sys.argv[2])
