"""Plots of the benchmarks of models. The same figures give the same file."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

# imported first: it chooses the backend and makes the files reproducible
from benchmarks import plots  # noqa: F401

from matplotlib import pyplot  # isort: skip

Line = tuple[ArrayLike, ArrayLike]


def curves(
    file: Path, lines: Mapping[str, Line], title: str, across: str, up: str, diagonal: bool = False
) -> None:
    """Draw lines in one plot, each with its name in the legend.

    Args:
        file: the SVG to write.
        lines: for each name, the values across and up.
        title: the title of the plot.
        across: the label of the horizontal axis.
        up: the label of the vertical axis.
        diagonal: whether to draw the diagonal, on which both values are equal.
    """
    figure, axes = pyplot.subplots(figsize=(7, 4.5))
    for name, (x, y) in lines.items():
        axes.plot(x, y, label=name, marker="o" if np.size(x) <= 20 else None, markersize=4)
    if diagonal:
        axes.axline((0, 0), slope=1, color="grey", linestyle="--", linewidth=1)
    axes.set(title=title, xlabel=across, ylabel=up)
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(file, bbox_inches="tight", metadata={"Date": None, "Creator": None})
    pyplot.close(figure)
