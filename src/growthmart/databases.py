"""Checks of the database files before dbt opens them, because dbt's error is a stack trace."""

import os
from itertools import combinations
from pathlib import Path

import duckdb


def database_problem(path: str) -> str | None:
    """Return why the DuckDB file at ``path`` cannot be opened for writing, or None.

    A file that does not exist yet and a database in memory are no problem.
    """
    file = Path(path)
    if not file.exists():
        return None
    if file.stat().st_uid != os.getuid():
        return (
            f"the database {path} belongs to {_owner(file)}: build as that user, or point "
            "GROWTHMART_WAREHOUSE and GROWTHMART_STATE to your own files"
        )
    try:
        duckdb.connect(path).close()
    except duckdb.Error as error:
        if "Could not set lock" in str(error):
            holder = str(error).split("Conflicting lock is held in ")[-1].split(". ")[0]
            return (
                f"the database {path} is open in another process ({holder}): close it there. "
                "BI tools and notebooks should read the published file, which no build locks"
            )
        return (
            f"the database {path} cannot be opened: it is damaged, it is no DuckDB file, or a "
            f"newer DuckDB than {duckdb.__version__} wrote it. You can delete a warehouse; restore "
            "a state file from a copy"
        )
    return None


def _owner(file: Path) -> str:
    """Return the name of a file's owner, or the number: in a container, users have no names."""
    try:
        return file.owner()
    except KeyError:
        return f"the user with the id {file.stat().st_uid}"


def same_file_problem(paths: dict[str, str]) -> str | None:
    """Return which two of warehouse, state and published file are the same file, or None.

    Publishing replaces its file. If it were the state file too, the history would be lost.
    """
    for one, other in combinations(paths, 2):
        if Path(paths[one]).resolve() == Path(paths[other]).resolve():
            return (
                f"{one} and {other} are the same file {paths[one]}: give "
                f"GROWTHMART_{one.upper()} and GROWTHMART_{other.upper()} different files"
            )
    return None
