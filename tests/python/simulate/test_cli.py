import json

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from growthmart.cli import app
from growthmart.simulate import OutputError, simulate
from growthmart.simulate.base import write

SMALL = ["simulate", "--customers", "120", "--days", "30", "--seed", "3"]


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def assert_refused(result, *words):
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.output
    for word in words:
        assert word in result.stderr


def test_writes_every_table_and_the_marker(tmp_path):
    out = tmp_path / "deep" / "demo"
    result = run(*SMALL, "--out", out)
    assert result.exit_code == 0, result.output
    assert "rows/s" in result.stdout
    assert len(result.stdout.strip().splitlines()) == 1
    marker = json.loads((out / "_simulated.json").read_text())
    assert {key: marker[key] for key in ("customers", "days", "seed", "version")} == {
        "customers": 120,
        "days": 30,
        "seed": 3,
        "version": 6,
    }
    for path, table in simulate(120, 30, 3).items():
        assert pq.read_table(out / f"{path}.parquet").equals(table)
    assert [entry.name for entry in out.parent.iterdir()] == ["demo"]


def test_same_seed_writes_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        assert run(*SMALL, "--out", tmp_path / name).exit_code == 0
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*"))
    assert files
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()


def test_replaces_an_earlier_run_and_fills_an_empty_folder(tmp_path):
    out = tmp_path / "demo"
    out.mkdir()
    assert run(*SMALL, "--out", out).exit_code == 0
    assert run(*SMALL, "--seed", 4, "--out", out).exit_code == 0
    assert json.loads((out / "_simulated.json").read_text())["seed"] == 4
    assert [entry.name for entry in tmp_path.iterdir()] == ["demo"]


@pytest.mark.parametrize(
    ("option", "value"),
    [("--customers", 0), ("--customers", -5), ("--days", 0), ("--days", 10**6), ("--seed", -1)],
)
def test_refuses_numbers_out_of_range(tmp_path, option, value):
    out = tmp_path / "demo"
    assert_refused(run("simulate", option, value, "--out", out), option, str(value))
    assert not out.exists()


def test_refuses_words_for_numbers():
    result = run("simulate", "--customers", "many")
    assert result.exit_code == 2
    assert "--customers" in result.stderr
    assert "Traceback" not in result.output


def test_does_not_change_a_foreign_folder(tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    assert_refused(run(*SMALL, "--out", tmp_path), "not empty")
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


def test_does_not_change_foreign_files_in_a_data_set(tmp_path):
    out = tmp_path / "demo"
    assert run(*SMALL, "--out", out).exit_code == 0
    (out / "notes.txt").write_text("keep")
    assert_refused(run(*SMALL, "--out", out), "notes.txt")
    assert (out / "notes.txt").read_text() == "keep"


def test_refuses_a_broken_marker_a_file_and_the_working_folder(tmp_path, monkeypatch):
    (tmp_path / "_simulated.json").write_text("{")
    assert_refused(run(*SMALL, "--out", tmp_path), "_simulated.json")
    assert_refused(run(*SMALL, "--out", tmp_path / "_simulated.json"), "not a folder")
    assert_refused(run(*SMALL, "--out", tmp_path / "_simulated.json" / "below"), "cannot write")
    monkeypatch.chdir(tmp_path)
    assert_refused(run(*SMALL, "--out", "."), "working folder")


def test_an_interrupted_run_leaves_the_earlier_data_set(tmp_path, monkeypatch):
    out = tmp_path / "demo"
    assert run(*SMALL, "--out", out).exit_code == 0
    before = (out / "orders.parquet").read_bytes()

    def fail(table, target, **options):
        if target.stem == "refunds":
            raise OSError(28, "No space left on device")
        target.write_bytes(b"half")

    monkeypatch.setattr(write.pq, "write_table", fail)
    assert_refused(run(*SMALL, "--seed", 9, "--out", out), "No space left")
    assert (out / "orders.parquet").read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["demo"]


def test_write_checks_again(tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(OutputError):
        write.write_dataset({}, tmp_path, {})


def test_help_names_the_command():
    result = run("--help")
    assert result.exit_code == 0
    assert "simulate" in result.stdout
