import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .project import Project

GROWTHMART = Path(sys.executable).with_name("growthmart")


@pytest.fixture(scope="session")
def tiny(shared: Callable[..., Path]) -> Path:
    """The raw folder of the tiny size."""
    words = ["simulate", "--customers", "300", "--days", "120", "--out"]
    return shared(
        "tiny",
        lambda folder: subprocess.run(
            [GROWTHMART, *words, folder], check=True, capture_output=True
        ),
    )


@pytest.fixture(scope="session")
def published(parsed: Path) -> set[str]:
    """The names of the published tables, as the manifest has them."""
    manifest = json.loads(parsed.with_name("manifest.json").read_text())
    return {
        node["name"]
        for node in manifest["nodes"].values()
        if node["config"].get("meta", {}).get("published")
    }


@pytest.fixture
def new_project(tmp_path: Path, tiny: Path, parsed: Path) -> Callable[..., Project]:
    """Make projects with the tiny data, which are not built yet."""

    def create(name: str = "project", raw: Path | None = tiny) -> Project:
        return Project.create(tmp_path / name, raw, parsed)

    return create


@pytest.fixture(scope="session")
def built(shared: Callable[..., Path], tiny: Path, parsed: Path) -> Project:
    """A project that was built once by the command dbt; tests copy it and do not change it."""

    def build(folder: Path) -> None:
        project = Project.create(folder, tiny, parsed)
        done = subprocess.run(
            project.command("build"),
            cwd=folder,
            env=project.environ(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout

    return Project(shared("built", build))


@pytest.fixture
def rebuilt(tmp_path: Path, built: Project) -> Project:
    """A copy of the built project, which a test may change."""
    return built.copy_to(tmp_path / "project")
