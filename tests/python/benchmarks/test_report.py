"""The page can be written from any measurements, complete or not."""

import subprocess
from pathlib import Path

import pytest
from benchmarks.report import main
from benchmarks.results import Results, read_results
from benchmarks.stages import GIB

ROOT = Path(__file__).parents[3]
VERSIONS = "benchmarks.results._versions"


def measure(folder: Path, size: str, rows: int) -> None:
    results = Results("stages", size, folder)
    for stage, kind in (("input", "sql"), ("publish", "python"), ("gx_import", "import")):
        results.add(
            "duckdb",
            stage,
            kind=kind,
            rows=rows,
            seconds=rows / 1000,
            peak_memory_bytes=GIB,
            models={},
        )


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "docs").mkdir()
    return tmp_path


def written(folder: Path) -> str:
    main(folder / "docs", folder / "results")
    return (folder / "docs" / "benchmarks.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("size", ["demo", "M", "L"])
def test_one_size_alone(folder, size):
    measure(folder / "results", size, 5000)

    page = written(folder)
    assert "<!--" not in page
    assert "Not measured yet." in page
    assert ".svg" not in page
    assert list(folder.glob("docs/benchmarks/*")) == []


def test_two_sizes_are_plotted(folder):
    measure(folder / "results", "M", 5000)
    measure(folder / "results", "L", 50_000)

    page = written(folder)
    files = {file.name for file in folder.glob("docs/benchmarks/*")}
    assert files == {"seconds.svg", "peak_memory_bytes.svg"}
    assert all(f"](benchmarks/{name})" in page for name in files)


def test_every_version_that_was_used_is_named(folder, monkeypatch):
    monkeypatch.setattr(VERSIONS, lambda: {"duckdb": "2.0.0", "pyspark": "4.3.0"})
    measure(folder / "results", "L", 50_000)
    monkeypatch.setattr(VERSIONS, lambda: {"duckdb": "2.1.0"})
    measure(folder / "results", "M", 5000)

    assert read_results(folder / "results")[-1]["versions"] == {"duckdb": "2.1.0"}
    assert "duckdb 2.0.0 and 2.1.0, pyspark 4.3.0." in written(folder)


def test_make_bench_installs_spark_and_plots():
    planned = subprocess.run(
        ["make", "--dry-run", "--always-make", "bench"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert "--requirement requirements-spark.lock" in planned
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert all(f"\n{name}==" in locked for name in ("matplotlib", "polars"))
