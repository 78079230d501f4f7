"""Fixtures of all tests: folders that workers share, and one Spark session per process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from filelock import FileLock
from jinja2 import Template

from end_to_end.project import Project

# if the main module has no file, pyspark thinks that the process runs its doctests and ends it when
# Great Expectations imports pyspark; the workers of pytest-xdist have no such file
if not hasattr(sys.modules["__main__"], "__file__"):
    sys.modules["__main__"].__file__ = __file__

PROFILES = Path(__file__).parents[2] / "profiles" / "profiles.yml"


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Make a folder once for all workers; tests read it and do not change it."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        folder, done = root / name, root / f"{name}.done"
        with FileLock(root / f"{name}.lock"):
            if not done.exists():
                fill(folder)
                done.touch()
        return folder

    return make


@pytest.fixture(scope="session")
def parsed(shared: Callable[..., Path]) -> Path:
    """dbt's parse of the project, done once, because each parse takes seconds."""

    def parse(folder: Path) -> None:
        project = Project.create(folder)
        project.environment = {"DBT_WRITE_JSON": "true"}  # the manifest is next to it
        run = project.dbt("parse")
        assert run.code == 0, run.output

    return shared("parsed", parse) / "target/partial_parse.msgpack"


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return a session with the settings of the profile's target and with a new metastore."""
    pytest.importorskip("pyspark", reason="pyspark is not installed: make setup-spark")
    from growthmart.engines.spark.session import java_problem, open_session

    if problem := java_problem():
        pytest.skip(problem)
    os.environ.setdefault("SPARK_CONF_DIR", str(PROFILES.parents[1] / "tests" / "spark"))
    session = open_session(_settings(tmp_path_factory.mktemp("spark")))
    yield session
    session.stop()


def _settings(folder: Path) -> dict[str, str]:
    places = {
        "GROWTHMART_SPARK_WAREHOUSE": str(folder / "warehouse"),
        "GROWTHMART_SPARK_STATE": str(folder / "state"),
        "GROWTHMART_SPARK_PARTITIONS": "2",
        "GROWTHMART_SPARK_MEMORY": "1g",
    }
    profiles = yaml.safe_load(PROFILES.read_text(encoding="utf-8"))
    written = profiles["growthmart"]["outputs"]["spark"]["server_side_parameters"]
    settings = {
        name: Template(str(value)).render(env_var=places.get) for name, value in written.items()
    }
    # as dbt-spark sets it
    return settings | {"spark.sql.ansi.enabled": "false"}
