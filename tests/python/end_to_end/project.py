"""A copy of the project in a separate folder, in which dbt runs as for a user."""

import functools
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[3]
LINKED = [
    *("models", "python_models", "snapshots", "macros", "seeds"),
    *("tests", "expectations", "profiles"),
]
COPIED = ["dbt_project.yml", "selectors.yml", ".dbtignore"]
DBT = Path(sys.executable).with_name("dbt")
SERVER = Path(__file__).with_name("fork_server.py")


@dataclass
class Run:
    """A finished command: its exit code and its output."""

    code: int
    output: str


@functools.cache
def fork_server() -> subprocess.Popen[str]:
    """Start the process that runs dbt for all tests of this worker; it ends with its input."""
    return subprocess.Popen(
        [sys.executable, str(SERVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


@dataclass
class Project:
    """A project in ``folder``, with its own data, target, state and published files."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    printed: str = ""
    timeout_seconds: int = 600

    @classmethod
    def create(cls, folder: Path, raw: Path | None = None, parsed: Path | None = None) -> "Project":
        """Link the project into ``folder``, and copy the raw data and dbt's parse, to save time."""
        folder.mkdir(parents=True)
        for name in LINKED:
            (folder / name).symlink_to(ROOT / name)
        for name in COPIED:
            shutil.copy(ROOT / name, folder / name)
        (folder / "profiles.yml").symlink_to("profiles/profiles.yml")
        if raw:
            shutil.copytree(raw, folder / "data/demo")
        if parsed:
            (folder / "target").mkdir()
            shutil.copy(parsed, folder / "target")
        return cls(folder)

    def copy_to(self, folder: Path) -> "Project":
        """Copy everything: data, warehouse, state and published files too."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return Project(folder, dict(self.environment))

    def environ(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GROWTHMART_", "DBT_"))
        }
        # dbt's log and artifacts are for the tests that read them
        quick = {
            "GROWTHMART_THREADS": "2",
            "DBT_LOG_LEVEL_FILE": "none",
            "DBT_WRITE_JSON": "false",
        }
        return kept | quick | self.environment

    def command(self, *words: str) -> list[str]:
        return [str(DBT), "--no-use-colors", *words]

    def dbt(self, *words: str) -> Run:
        printed = self.folder / "printed.txt"
        server = fork_server()
        order = {
            "words": ["--no-use-colors", *words],
            "folder": str(self.folder),
            "environment": self.environ(),
            "output": str(printed),
            "timeout_seconds": self.timeout_seconds,
        }
        server.stdin.write(json.dumps(order) + "\n")
        server.stdin.flush()
        return Run(int(server.stdout.readline()), printed.read_text())

    def override(self, path: str, old: str, new: str) -> None:
        """Replace a text in a file of the project, only in this copy."""
        self.own(Path(path).parts[0])
        file = self.folder / path
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))

    def own(self, name: str) -> Path:
        """Make a folder of the project this copy's own, so that its files can be changed."""
        top = self.folder / name
        if top.is_symlink():
            source = top.resolve()
            top.unlink()
            shutil.copytree(source, top, ignore=shutil.ignore_patterns("__pycache__"))
        return top

    def rewrite(self, entity: str, select: str) -> None:
        """Write a raw file again from ``select``, in which ``raw`` is the old file."""
        file = self.folder / f"data/demo/{entity}.parquet"
        following = file.with_suffix(".following")
        with duckdb.connect() as connection:
            connection.read_parquet(str(file)).create_view("raw")
            connection.execute(f"copy ({select}) to '{following}' (format parquet)")
        following.replace(file)

    @property
    def warehouse(self) -> Path:
        return self.folder / "target/growthmart.duckdb"

    @property
    def state(self) -> Path:
        return self.folder / "state/growthmart_state.duckdb"

    @property
    def published(self) -> Path:
        return self.folder / "published/growthmart.duckdb"

    def query(self, sql: str, file: Path | None = None) -> list[tuple]:
        with duckdb.connect(str(file or self.published), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def published_run(self) -> str:
        """Check that the published file is complete, and return its run id."""
        runs = self.query("select distinct run_id from _published")
        assert len(runs) == 1
        for table, rows in self.query("select table_name, rows from _published"):
            assert self.query(f'select count(*) from "{table}"') == [(rows,)]
        return runs[0][0]

    def quality(self, name: str) -> list[tuple]:
        file = self.folder / f"published/quality/{name}.parquet"
        with duckdb.connect() as connection:
            return connection.read_parquet(str(file)).fetchall()
