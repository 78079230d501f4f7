"""The value of segments out of time: how well they explain later spend, and how stable they are."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from growthmart.segmentation.points import Floats, Labels


@dataclass(frozen=True)
class Explained:
    """The share of the variance of spend that labels and a baseline explain, 0 to 1.

    Attributes:
        labels, baseline, difference: the estimate, and the lower and the upper bound of its 95 %
            interval.
    """

    labels: tuple[float, float, float]
    baseline: tuple[float, float, float]
    difference: tuple[float, float, float]


def eta_squared(labels: ArrayLike, values: ArrayLike) -> float:
    """Return eta squared: the share of the variance of ``values`` between the labels, 0 to 1.

    It is zero if all values are equal.
    """
    spend = np.asarray(values, dtype=float)
    groups = np.unique(np.asarray(labels), return_inverse=True)[1]
    sizes = np.bincount(groups)
    means = np.bincount(groups, spend) / sizes
    total = ((spend - spend.mean()) ** 2).sum()
    return float((sizes * (means - spend.mean()) ** 2).sum() / total) if total else 0.0


def compare(
    labels: Labels, baseline: Labels, values: Floats, samples: int = 1000, seed: int = 20230101
) -> Explained:
    """Return how much of the variance of ``values`` labels and a baseline explain.

    The intervals are percentiles of a bootstrap of the rows.
    """
    generator = np.random.default_rng(seed)
    drawn = []
    for _ in range(samples):
        rows = generator.integers(0, len(values), len(values))
        drawn.append(
            (eta_squared(labels[rows], values[rows]), eta_squared(baseline[rows], values[rows]))
        )
    found, beside = np.array(drawn).T
    left, right = eta_squared(labels, values), eta_squared(baseline, values)
    return Explained(
        _with_interval(left, found),
        _with_interval(right, beside),
        _with_interval(left - right, found - beside),
    )


def median_cells(customers: pd.DataFrame, features: list[str]) -> Labels:
    """Return the cell of each customer, (n,), after a split of every feature at its median."""
    above = customers[features] > customers[features].median()
    return above.to_numpy() @ (2 ** np.arange(len(features)))


def _with_interval(estimate: float, drawn: Floats) -> tuple[float, float, float]:
    low, high = np.quantile(drawn, [0.025, 0.975])
    return estimate, float(low), float(high)
