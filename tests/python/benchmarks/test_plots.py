"""The same results give the same plot."""

from benchmarks.plots import plot


def test_a_plot_is_the_same_every_time(tmp_path):
    series = {"core": [(1e3, 0.5), (1e4, 4.0)], "input": [(1e3, 1.0), (1e4, 11.0)]}
    for name in ("one.svg", "two.svg"):
        plot(tmp_path / name, series, "Seconds by stage", "seconds")

    drawn = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert drawn == (tmp_path / "two.svg").read_text(encoding="utf-8")
    # the legend has the order of the lines
    assert 0 < drawn.index("input (1.04)") < drawn.index("core (0.90)")
