"""Whether one model is better than another on the same rows, or the difference may be chance."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SEED = 20230101


@dataclass(frozen=True)
class Difference:
    """How much better one model is than another, with a 95 % interval.

    Attributes:
        value: the metric of the first model less that of the second, on all rows.
        low, high: the bounds of the interval.
    """

    value: float
    low: float
    high: float

    @property
    def is_worse(self) -> bool:
        """Whether the first model is worse, by more than chance."""
        return self.high < 0


def paired_bootstrap(
    metric: Callable[[Any, Any], float],
    truth: Any,
    first: Any,
    second: Any,
    samples: int = 200,
) -> Difference:
    """Compare two models on the same rows (Efron and Tibshirani 1993, chapter 16).

    Each sample draws rows with replacement, and both models are measured on the rows drawn. What
    makes a row hard for both models cancels out. A sample on which the metric is not defined (all
    its rows have one label) does not count.

    Args:
        metric: takes truth and predictions, and returns a figure that is higher if they fit better.
        truth: (n,) what happened.
        first: (n,) or (n, k) the predictions of one model.
        second: those of the other model.
        samples: the number of samples.
    """
    truth, first, second = np.asarray(truth), np.asarray(first), np.asarray(second)
    generator = np.random.default_rng(SEED)
    drawn = []
    for _ in range(samples):
        rows = generator.integers(0, len(truth), len(truth))
        try:
            difference = metric(truth[rows], first[rows]) - metric(truth[rows], second[rows])
        except ValueError:
            continue
        if np.isfinite(difference):
            drawn.append(difference)
    value = float(metric(truth, first) - metric(truth, second))
    if not drawn:
        return Difference(value, -np.inf, np.inf)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Difference(value, float(low), float(high))
