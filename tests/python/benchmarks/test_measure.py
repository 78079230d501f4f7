"""Only the process itself is measured."""

import os
import sys

import pytest
from benchmarks.measure import CommandError, in_new_process, read_figures, run
from benchmarks.results import Results, read_results

MIB = 1024**2


def test_a_process_costs_time_and_memory(tmp_path):
    code = "import time; kept = bytearray(80 * 1024**2); time.sleep(0.2); print('measured 7 x')"
    # a child begins with the memory of its parent: that of a test process may be large
    cost = in_new_process(run, [sys.executable, "-c", code], {}, tmp_path / "log")

    assert 0.2 <= cost.seconds < 20
    assert 80 * MIB < cost.peak_memory_bytes < 400 * MIB
    assert read_figures(tmp_path / "log") == ["7", "x"]


def test_a_function_runs_in_a_new_process():
    assert in_new_process(os.getpid) != os.getpid()
    assert in_new_process(divmod, 7, 2) == (3, 1)


def test_a_failure_names_the_log(tmp_path):
    with pytest.raises(CommandError, match=f"ended with 3: see {tmp_path / 'log'}"):
        run([sys.executable, "-c", "raise SystemExit(3)"], {}, tmp_path / "log")


def test_a_part_replaces_only_its_own_lines(tmp_path):
    for seconds in (1.0, 2.0):
        Results("stages", "M", tmp_path).add("duckdb", "input", seconds=seconds)
    Results("gates", "M", tmp_path).add("pandas", "fct_sessions", seconds=3.0)

    lines = read_results(tmp_path)
    assert [(line["part"], line["size"], line["seconds"]) for line in lines] == [
        ("gates", "M", 3.0),
        ("stages", "M", 2.0),
    ]
    assert lines[0]["versions"]["duckdb"]


def test_a_part_without_measurements_keeps_the_earlier_lines(tmp_path):
    Results("stages", "M", tmp_path).add("duckdb", "input", seconds=1.0)
    cut_off = Results("stages", "M", tmp_path)

    assert [line["stage"] for line in read_results(tmp_path)] == ["input"]

    for stage in ("staging", "orders"):
        cut_off.add("duckdb", stage, seconds=2.0)

    assert [line["stage"] for line in read_results(tmp_path)] == ["staging", "orders"]
