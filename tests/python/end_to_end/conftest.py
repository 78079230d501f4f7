import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from .project import Project

GROWTHMART = Path(sys.executable).with_name("growthmart")


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The raw folder of the tiny size."""
    folder = tmp_path_factory.mktemp("tiny") / "demo"
    words = ["simulate", "--customers", "300", "--days", "120", "--out", str(folder)]
    subprocess.run([GROWTHMART, *words], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """dbt's parse of the project: every copy would else spend seconds on it."""
    project = Project.create(tmp_path_factory.mktemp("parse") / "project")
    assert project.dbt("parse").code == 0
    return project.folder / "target/partial_parse.msgpack"


@pytest.fixture
def new_project(tmp_path: Path, tiny: Path, parsed: Path) -> Callable[..., Project]:
    """Make projects on the tiny data, not built yet."""

    def create(name: str = "project", raw: Path | None = tiny) -> Project:
        return Project.create(tmp_path / name, raw, parsed)

    return create


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, tiny: Path, parsed: Path) -> Project:
    """A project that was built once, for all workers: to be copied and not to be changed."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "built"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            project = Project.create(shared / "building", tiny, parsed)
            project.environment = {"DBT_EXCLUDE_RESOURCE_TYPES": ""}
            run = project.dbt("build")
            assert run.code == 0, run.output
            project.folder.rename(folder)
    return Project(folder)


@pytest.fixture
def rebuilt(tmp_path: Path, built: Project) -> Project:
    """A copy of the built project, free to be broken."""
    return built.copy_to(tmp_path / "project")
