"""Plots of cost against size. The same results give the same files."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib

from benchmarks.growth import slope

matplotlib.use("svg")
# without it, the names of elements are random
matplotlib.rcParams["svg.hashsalt"] = "growthmart"

# imported after the choice of the backend
from matplotlib import pyplot  # noqa: E402
from matplotlib.ticker import LogLocator, NullFormatter, NullLocator  # noqa: E402

MARKERS = "os^Dv*P"
COLOURS = 10  # the number of colours of matplotlib, after which they repeat

Series = Mapping[str, Sequence[tuple[float, float]]]


def plot(file: Path, series: Series, title: str, costs: str) -> None:
    """Draw costs against rows, both on logarithmic axes, the slope in the legend.

    The legend has the order of the lines at their right end.

    Args:
        file: the SVG to write.
        series: for each name, the pairs of rows and cost.
        title: the title of the plot.
        costs: the label of the vertical axis.
    """
    figure, axes = pyplot.subplots(figsize=(9, 5.5))
    last_costs = {}
    for position, (name, points) in enumerate(series.items()):
        rows, cost = zip(*sorted(points), strict=True)
        (line,) = axes.loglog(
            rows,
            cost,
            color=f"C{position % COLOURS}",
            linestyle="-" if position < COLOURS else "--",
            marker=MARKERS[position % len(MARKERS)],
            label=f"{name} ({slope(rows, cost):.2f})",
        )
        last_costs[line] = cost[-1]
    axes.set(title=title, xlabel="rows of the input layer", ylabel=costs)
    # label the measured sizes and round numbers; logarithmic axes label only powers of ten
    axes.set_xticks(sorted({rows for points in series.values() for rows, _ in points}))
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.grid(alpha=0.3)
    handles = sorted(last_costs, key=lambda line: -last_costs[line])
    axes.legend(
        handles,
        [str(line.get_label()) for line in handles],
        title="stage (slope)",
        fontsize=8,
        handlelength=4,  # long enough to show the dashes
        loc="center left",
        bbox_to_anchor=(1.0, 0.5),
    )
    figure.savefig(file, bbox_inches="tight", metadata={"Date": None, "Creator": None})
    pyplot.close(figure)
