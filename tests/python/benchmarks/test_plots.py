"""The same results give the same plot."""

import pytest

pytest.importorskip("matplotlib", reason="needs the extra bench")


def test_a_plot_is_the_same_every_time(tmp_path):
    from benchmarks.plots import plot

    series = {"input": [(1e3, 1.0), (1e4, 11.0)], "core": [(1e3, 0.5), (1e4, 4.0)]}
    for name in ("one.svg", "two.svg"):
        plot(tmp_path / name, series, "Seconds by stage", "seconds")

    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert b"input (1.04)" in (tmp_path / "one.svg").read_bytes()
