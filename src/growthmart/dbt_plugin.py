"""dbt-duckdb plugin: makes the folders, keeps files private, and registers functions for hooks.

dbt's hooks are SQL. SQL cannot look at files or at the environment, but these functions can.
"""

import atexit
from inspect import signature
from pathlib import Path

from dbt.adapters.duckdb.plugins import BasePlugin
from dbt_common.exceptions import DbtRuntimeError
from duckdb import DuckDBPyConnection
from duckdb.func import FunctionNullHandling

from growthmart import permissions
from growthmart.databases import database_problem, same_file_problem
from growthmart.macro_functions import FUNCTIONS


class Plugin(BasePlugin):
    """The plugin that profiles.yml names under ``plugins``, with the paths of three databases."""

    def initialize(self, plugin_config: dict[str, str]) -> None:
        """Make every folder, and let only the owner read the files that this process writes.

        The warehouse, its write-ahead log and its spill files hold personal data. Publishing gives
        others access to the published files only. A database that cannot be opened is reported
        here.

        Raises:
            DbtRuntimeError: a database cannot be opened, or two of them are the same file.
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
        permissions.make_shared(published.parent / "quality")

    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Register the functions that the hooks call."""
        # if a tool leaves the connection open, DuckDB prints a warning about leaks at exit
        atexit.register(conn.close)
        for name, function in FUNCTIONS.items():
            conn.create_function(
                f"growthmart_{name}",
                function,
                ["varchar"] * len(signature(function).parameters),
                "varchar",
                null_handling=FunctionNullHandling.SPECIAL,
                side_effects=True,
            )
