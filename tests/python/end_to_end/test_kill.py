"""SIGKILL at the worst moments: the published file stays complete; the next build repairs all.

`test_build.py` kills a build at one model, and `publish/test_kill_while_publishing.py` the
publishing alone at each of its steps.
"""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .project import Project
from .reader import Reader

DRIVER = Path(__file__).with_name("killed_build.py")


def kill_at_start_of(project: Project, model: str, *words: str) -> None:
    """Run dbt build, and kill it as soon as it prints that it starts the model."""
    with subprocess.Popen(
        project.command("build", *words),
        cwd=project.folder,
        env=project.environ(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        for line in process.stdout:
            if "START" in line and f".{model} " in line:
                process.kill()
                break
        process.stdout.read()
    assert process.returncode == -signal.SIGKILL


def kill_before(project: Project, function: str, call: int = 1) -> None:
    """Run dbt build, and kill it just before publishing calls a function for the n-th time."""
    done = subprocess.run(
        [sys.executable, str(DRIVER), function, str(call)],
        cwd=project.folder,
        env=project.environ(),
        capture_output=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == -signal.SIGKILL, done.stdout


def assert_repaired(project: Project) -> None:
    run = project.dbt("build")
    assert run.code == 0, run.output
    published = project.folder / "published"
    newest = project.published_run()
    assert (published / "current").resolve().name == newest
    assert {path.name for path in published.iterdir()} == {
        "growthmart.duckdb",
        "current",
        "runs",
        "quality",
    }
    assert len(list((published / "runs").iterdir())) <= 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "model", ["input_orders", "gate_input", "fct_orders", "ml_segmentation_model", "gate_marts"]
)
def test_kill_at_more_models(rebuilt: Project, model: str):
    before = rebuilt.published_run()
    kill_at_start_of(rebuilt, model)
    assert rebuilt.published_run() == before
    assert_repaired(rebuilt)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("function", "call", "is_replaced"),
    [
        ("_write_file", 1, False),
        ("_write_parquet", 1, False),
        ("_sync", 1, False),
        # the first call is for the next file, before the rename
        ("_sync", 2, True),
        ("_remove_old_runs", 1, True),
    ],
)
def test_kill_at_points_of_publishing(
    rebuilt: Project, function: str, call: int, is_replaced: bool
):
    before = rebuilt.published_run()
    with Reader(rebuilt.published).reading():
        kill_before(rebuilt, function, call)
        assert (rebuilt.published_run() != before) == is_replaced
        assert_repaired(rebuilt)
