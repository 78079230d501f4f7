"""Benchmarks of models: figures, verdicts, and the page."""

import json
import sys
from types import SimpleNamespace

import pytest
from benchmarks.science import __main__ as runner
from benchmarks.science import figures, report
from benchmarks.science.plots import curves


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        (figures.same_digits(0.2426, 0.243), "reached"),
        (figures.same_digits(0.2424, 0.243), "missed"),
        (figures.within(-9582.43, -9582.4, 0.1), "reached"),
        (figures.within(-9582.6, -9582.4, 0.1), "missed"),
        (figures.at_least(0.625, 0.625), "reached"),
        (figures.at_least(0.6249, 0.625), "missed"),
        (figures.at_most(1.61, 1.61), "reached"),
        (figures.at_most(1.62, 1.61), "missed"),
        (figures.at_most(float("nan"), 1.61), "missed"),
        (figures.reported("bg_nbd"), "reported"),
    ],
)
def test_verdicts(figure, verdict):
    assert figure["verdict"] == verdict


def test_a_part_is_measured_and_the_others_stay(tmp_path, monkeypatch):
    for name, measured in (("one", 1.0), ("two", 2.0)):
        module = SimpleNamespace(
            measure=lambda plots, measured=measured: {"figure": figures.at_most(measured, 1.5)}
        )
        monkeypatch.setitem(sys.modules, f"benchmarks.science.{name}", module)
        (tmp_path / f"{name}.md").write_text(f"## {name}\n\n<!-- figures -->\n")
    (tmp_path / "report.md").write_text("# All\n")
    monkeypatch.setattr(report, "TEXTS", tmp_path)
    monkeypatch.setattr(runner, "BENCHMARKS", ("one", "two"))
    results = tmp_path / "science.json"

    runner.measure(["two"], results, tmp_path)
    runner.measure(["one"], results, tmp_path)

    assert json.loads(results.read_text()) == {
        "one": {"figure": {"measured": 1.0, "anchor": "at most 1.5", "verdict": "reached"}},
        "two": {"figure": {"measured": 2.0, "anchor": "at most 1.5", "verdict": "missed"}},
    }
    page = (tmp_path / "science.md").read_text()
    assert page.index("## one") < page.index("## two")
    assert "| `figure` | 2 | at most 1.5 | **missed** |" in page


def test_a_plot_of_curves_is_the_same_every_time(tmp_path):
    lines = {"model": ([0, 0.5, 1], [0, 0.8, 1]), "chance": ([0, 1], [0, 1])}
    for name in ("one.svg", "two.svg"):
        curves(tmp_path / name, lines, "Gains", "customers", "value", diagonal=True)

    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
