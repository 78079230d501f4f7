"""dbt-duckdb plugin: folders before connecting, private files, and functions for SQL hooks.

dbt's hooks are SQL and cannot look at files or at the environment; the functions can. Each returns
a text for people or null, and never raises.
"""

import atexit
import json
from collections.abc import Callable
from pathlib import Path

from dbt.adapters.duckdb.plugins import BasePlugin
from dbt_common.exceptions import DbtRuntimeError
from duckdb import DuckDBPyConnection
from duckdb.func import FunctionNullHandling

from growthmart import __version__, permissions, privacy, raw_files
from growthmart.databases import database_problem, same_file_problem
from growthmart.quality import junit


class Plugin(BasePlugin):
    """Registered under ``plugins`` in profiles.yml, with the paths of the three databases."""

    def initialize(self, plugin_config: dict[str, str]) -> None:
        """Make every folder, and let only the owner read what this process writes.

        The warehouse, its write-ahead log and its spill files hold personal data. What is meant for
        others is opened up by publishing. A database that cannot be opened is said so here.
        """
        paths = {name: plugin_config[name] for name in ("warehouse", "state", "published")}
        if problem := same_file_problem(paths):
            raise DbtRuntimeError(problem)
        permissions.private_by_default()
        for name in ("warehouse", "state"):
            file = Path(plugin_config[name])
            file.parent.mkdir(parents=True, exist_ok=True)
            if problem := database_problem(plugin_config[name]):
                raise DbtRuntimeError(problem)
            if file.exists():
                file.chmod(0o600)
        published = Path(plugin_config["published"])
        for folder in (published.parent, published.parent / "quality"):
            if not folder.exists():
                folder.mkdir(parents=True)
                permissions.share(folder)

    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Register the functions that the hooks call."""
        # a tool that leaves the connection open would end with DuckDB's complaint of leaks
        atexit.register(conn.close)
        functions: tuple[tuple[str, Callable[..., str | None], int], ...] = (
            ("growthmart_folder_problem", raw_files.folder_problem, 3),
            ("growthmart_file_problem", _file_problem, 3),
            ("growthmart_undeclared_columns", _undeclared_columns, 2),
            ("growthmart_key_problem", _key_problem, 2),
            ("growthmart_key_fingerprint", _key_fingerprint, 1),
            ("growthmart_share_file", _share_file, 1),
            ("growthmart_write_junit", _write_junit, 2),
            ("growthmart_version", lambda: __version__, 0),
        )
        for name, function, arguments in functions:
            conn.create_function(
                name,
                function,
                ["varchar"] * arguments,
                "varchar",
                null_handling=FunctionNullHandling.SPECIAL,
                side_effects=True,
            )


def _file_problem(location: str, columns: str, advice: str) -> str | None:
    return raw_files.file_problem(location, json.loads(columns), advice)


def _undeclared_columns(location: str, columns: str) -> str | None:
    return raw_files.undeclared_columns(location, json.loads(columns))


def _key_problem(sources: str, known: str) -> str | None:
    rows = [(row["sources"], row["key_fingerprint"]) for row in json.loads(known)]
    return privacy.key_problem(json.loads(sources), rows)


def _key_fingerprint(sources: str) -> str | None:
    try:
        return privacy.key_fingerprint(privacy.pseudonym_key(json.loads(sources)))
    except privacy.KeyProblemError:
        return None


def _share_file(path: str) -> str:
    permissions.share(Path(path))
    return path


def _write_junit(report: str, file: str) -> str | None:
    return junit.write_report(Path(report), Path(file))
