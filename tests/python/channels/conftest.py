"""A small dbt project that holds the channel macros alone, compiled as dbt compiles them."""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DBT = Path(sys.executable).with_name("dbt")
PROFILE = "{growthmart: {target: test, outputs: {test: {type: duckdb, path: ':memory:'}}}}"
PROJECT = """
name: growthmart
profile: growthmart
vars: {own_domains: [shop.example, boutique.example]}
flags: {send_anonymous_usage_stats: false}
"""


class Project:
    """A project in ``folder`` to which models and macros are added as texts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("profiles.yml", PROFILE)
        self.write("dbt_project.yml", PROJECT)

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def copy_macros(self, folder: str = "macros") -> None:
        """Put our channel macros into a macro folder, as they are."""
        shutil.copytree(ROOT / "macros/channels", self.folder / folder / "channels")

    def compile(self, **models: str) -> dict[str, str]:
        """Return the SQL of the models, by name."""
        for name, sql in models.items():
            self.write(f"models/{name}.sql", sql)
        done = subprocess.run(
            [str(DBT), "--no-use-colors", "compile"],
            cwd=self.folder,
            env={name: value for name, value in os.environ.items() if not name.startswith("DBT_")},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        compiled = next(self.folder.glob("target/compiled/*/models"))
        return {name: (compiled / f"{name}.sql").read_text(encoding="utf-8") for name in models}


def cases(name: str) -> list[dict[str, str | None]]:
    """Return the rows of a table of cases; an empty cell is null, `''` an empty text."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return [
            {column: {"": None, "''": ""}.get(cell, cell) for column, cell in row.items()}
            for row in csv.DictReader(file)
        ]


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the SQL in ``sql/``, compiled by dbt."""
    project = Project(tmp_path_factory.mktemp("channels"))
    project.copy_macros()
    files = (Path(__file__).parent / "sql").glob("*.sql")
    return project.compile(**{file.stem: file.read_text(encoding="utf-8") for file in files})


@pytest.fixture
def new_project(tmp_path: Path) -> Callable[[str], Project]:
    return lambda name: Project(tmp_path / name)
