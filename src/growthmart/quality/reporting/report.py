"""The report of a run: every file, then the summary."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime

import duckdb

from growthmart.quality.reporting import colours, files, junit
from growthmart.quality.reporting.findings import findings, load
from growthmart.quality.reporting.run import Run
from growthmart.quality.reporting.summary import summary


def report_run(facts: str) -> str:
    """Write the quality files of a run and return its summary.

    The summary names the files that cannot be written. The Parquet files of ``rows_to_report`` are
    removed.

    Args:
        facts: the JSON of the macro ``report_run``; see ``Run``.
    """
    run = Run.from_json(facts)
    seconds = (datetime.now(UTC) - run.started_at).total_seconds()
    try:
        with duckdb.connect() as connection:
            load(connection, run.rows_folder)
            found = findings(connection, run.run_id)
            problems = [
                *_problem("the Parquet files", lambda: files.write_parquet(connection, run)),
                *_problem("quality.json", lambda: files.write_json(connection, run)),
                *_problem("quality.junit.xml", lambda: junit.write(run, found.results)),
            ]
    finally:
        shutil.rmtree(run.rows_folder, ignore_errors=True)
    return summary(run, found, seconds, problems, colours.are_wanted(run.colours_allowed))


def _problem(what: str, write: Callable[[], None]) -> list[str]:
    """Call ``write``, and return why it failed, if it did."""
    try:
        write()
    except (duckdb.Error, OSError) as error:
        return [f"{what} could not be written: {type(error).__name__}"]
    return []
