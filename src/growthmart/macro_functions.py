"""What macros ask the library: files, environment and versions, which SQL and Jinja cannot see.

Every function takes texts, returns a text for people or None, and never raises. On DuckDB they are
SQL functions named ``growthmart_<name>``; on Spark the adapter calls them.
"""

import json
from collections.abc import Callable
from pathlib import Path

from growthmart import __version__, permissions, privacy, raw_files, state
from growthmart.quality import reports


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


def _share_file(path: str) -> str:
    permissions.share(Path(path))
    return path


def _write_reports(
    quality_folder: str, target_folder: str, run_id: str, status: str, closed_gate: str
) -> str | None:
    return reports.write_reports(
        Path(quality_folder), Path(target_folder), run_id, status, closed_gate or None
    )


def _version() -> str:
    return __version__


FUNCTIONS: dict[str, Callable[..., str | None]] = {
    "folder_problem": raw_files.folder_problem,
    "file_problem": _file_problem,
    "undeclared_columns": _undeclared_columns,
    "state_problem": _state_problem,
    "key_fingerprint": _key_fingerprint,
    "share_file": _share_file,
    "write_reports": _write_reports,
    "version": _version,
}
