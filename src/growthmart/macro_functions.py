"""Functions that macros call, because SQL and Jinja cannot see files, environment or versions.

Every function takes texts and returns a text for the user, or None. It never raises. On DuckDB it
is a SQL function named ``growthmart_<name>``; on Spark the adapter calls it.
"""

import json
from collections.abc import Callable
from tempfile import mkdtemp

from growthmart import __version__, privacy, raw_files, state
from growthmart.quality.reporting import report_run


def _file_problem(location: str, columns: str, advice: str) -> str | None:
    return raw_files.file_problem(location, json.loads(columns), advice)


def _undeclared_columns(location: str, columns: str) -> str | None:
    return raw_files.undeclared_columns(location, json.loads(columns))


def _state_problem(sources: str, known: str) -> str | None:
    origins = json.loads(known)
    rows = [(row["sources"], row["key_fingerprint"]) for row in origins]
    return (
        state.version_problem({row["library_version"] for row in origins})
        or privacy.pseudonym_problem({row["pseudonym_length"] for row in origins})
        or privacy.key_problem(json.loads(sources), rows)
    )


def _key_fingerprint(sources: str) -> str | None:
    try:
        return privacy.key_fingerprint(privacy.pseudonym_key(json.loads(sources)))
    except privacy.KeyProblemError:
        return None


def _new_folder() -> str:
    return mkdtemp(prefix="growthmart_")


def _report_run(facts: str) -> str:
    # an error in a hook at the end of a build looks as if the user had interrupted dbt
    try:
        return report_run(facts)
    except Exception as error:
        return f"growthmart: the summary failed with {type(error).__name__}: please report it"


def _version() -> str:
    return __version__


FUNCTIONS: dict[str, Callable[..., str | None]] = {
    "folder_problem": raw_files.folder_problem,
    "file_problem": _file_problem,
    "undeclared_columns": _undeclared_columns,
    "state_problem": _state_problem,
    "key_fingerprint": _key_fingerprint,
    "new_folder": _new_folder,
    "report_run": _report_run,
    "version": _version,
}
