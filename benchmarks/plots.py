"""Plots of cost against size. The same results give the same files."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib

from benchmarks.growth import slope

matplotlib.use("svg")
# names of elements are random without it
matplotlib.rcParams["svg.hashsalt"] = "growthmart"

from matplotlib import pyplot  # noqa: E402  after the choice of what it draws with

Series = Mapping[str, Sequence[tuple[float, float]]]


def plot(file: Path, series: Series, title: str, costs: str) -> None:
    """Draw costs against rows, both on logarithmic axes, the slope in the legend.

    Args:
        file: SVG to write.
        series: by name, the pairs of rows and cost.
        title: above the plot.
        costs: what the vertical axis shows.
    """
    figure, axes = pyplot.subplots(figsize=(9, 5.5))
    markers = "os^Dv*P"
    for position, (name, points) in enumerate(series.items()):
        rows, cost = zip(*sorted(points), strict=True)
        label = f"{name} ({slope(rows, cost):.2f})"
        axes.loglog(rows, cost, marker=markers[position % len(markers)], label=label)
    axes.set(title=title, xlabel="rows of the input layer", ylabel=costs)
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8, title="slope", loc="center left", bbox_to_anchor=(1.0, 0.5))
    figure.savefig(file, bbox_inches="tight", metadata={"Date": None, "Creator": None})
    pyplot.close(figure)
