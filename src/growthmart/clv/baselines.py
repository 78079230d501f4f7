"""What the models must beat: customers go on as before, or as others like them."""

from abc import ABC, abstractmethod
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator

from growthmart.clv.histories import Histories, counts_of
from growthmart.clv.purchases import mean_of_exp

Floats = NDArray[np.float64]


class Baseline(BaseEstimator, ABC):
    """A rate of orders per customer that does not change; it knows no uncertainty."""

    @abstractmethod
    def rate(self, X: ArrayLike) -> Floats:  # noqa: N803
        """Return the orders of each customer per unit of time, (n,)."""

    def expected_orders(self, X: ArrayLike, horizon: float) -> Floats:  # noqa: N803
        """Return the expected number of orders of each customer in the time to come, (n,)."""
        return self.rate(X) * horizon

    def discounted_orders(
        self,
        X: ArrayLike,  # noqa: N803
        horizon: float,
        log_discount: ArrayLike,
    ) -> dict[str, Floats]:
        """Return the mean as the models do, and nan for what is unknown."""
        rate = self.rate(X)
        discount = np.broadcast_to(np.asarray(log_discount, dtype=float), len(rate)) * horizon
        unknown = np.full(len(rate), np.nan)
        others = dict.fromkeys(("square", "squares", "none", "error"), unknown)
        return {"mean": rate * horizon * mean_of_exp(discount), **others}

    def probability_alive(self, X: ArrayLike) -> Floats:  # noqa: N803
        """Return nan: a baseline does not know who has left."""
        return np.full(len(np.asarray(X)), np.nan)

    def time_to_next_order(self, X: ArrayLike, horizon: float) -> Floats:  # noqa: N803
        """Return nan: a baseline does not know when."""
        return np.full(len(np.asarray(X)), np.nan)


class PastRate(Baseline):
    """Customers go on ordering as often as they have since their first order."""

    def rate(self, X: ArrayLike) -> Floats:  # noqa: N803
        """Return the repeat orders per unit of time; 0 for those who are new."""
        histories = Histories.of(X)
        return np.divide(
            histories.frequency,
            histories.age,
            out=np.zeros(len(histories)),
            where=histories.age > 0,
        )


class RecencyFrequency(Baseline):
    """Customers order as often as others of their recency and frequency did later.

    There are five groups by the time since the last order, of equal size, times the numbers of
    orders 1, 2, 3, 4 and more. What customers spend is left to the model of spend.

    Attributes:
        edges_: (4,) where the groups by recency are divided.
        rates_: (5, 4) the orders per unit of time of each group.
    """

    def fit(
        self,
        X: ArrayLike,  # noqa: N803
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Learn from the orders per unit of time that followed, ``y``, (n,)."""
        histories, orders = Histories.of(X, sample_weight), np.asarray(y, dtype=float)
        since, weights = histories.age - histories.recency, histories.weights
        order = np.argsort(since, kind="stable")
        reached = np.cumsum(weights[order]) / weights.sum()
        self.edges_ = since[order][np.searchsorted(reached, [0.2, 0.4, 0.6, 0.8])]
        cells = self._cells(histories)
        size = (len(self.edges_) + 1) * 4
        counts = np.bincount(cells, weights, minlength=size)
        # as if ten more customers of the average had been in each group
        average = (weights * orders).sum() / weights.sum()
        sums = np.bincount(cells, weights * orders, minlength=size)
        self.rates_ = (sums + 10 * average) / (counts + 10)
        return self

    def rate(self, X: ArrayLike) -> Floats:  # noqa: N803
        """Return the rate of the group of each customer."""
        return self.rates_[self._cells(Histories.of(X))]

    def _cells(self, histories: Histories) -> NDArray[np.intp]:
        since = np.searchsorted(self.edges_, histories.age - histories.recency, side="left")
        return since * 4 + np.minimum(histories.frequency, 3).astype(int)


class AverageSpend(BaseEstimator):
    """Customers spend per order what they have spent, and the others the average of all.

    Attributes:
        mean_: the average of all orders with a positive value; nan if there are none.
    """

    def fit(
        self,
        X: ArrayLike,  # noqa: N803
        y: None = None,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Learn the average; the columns are those of Gamma-Gamma."""
        count, total, weights = _with_value(X, sample_weight)
        orders = (weights * count).sum()
        self.mean_ = float((weights * total).sum() / orders) if orders > 0 else float("nan")
        return self

    def expected_spend(self, X: ArrayLike) -> dict[str, Floats]:  # noqa: N803
        """Return the mean as Gamma-Gamma does, and nan for what is unknown."""
        count, total, _ = _with_value(X, None)
        mean = np.divide(total, count, out=np.full(len(count), self.mean_), where=count > 0)
        unknown = np.full(len(count), np.nan)
        return {"mean": mean, "square": unknown, "error": unknown}


def _with_value(X: ArrayLike, weights: ArrayLike | None) -> tuple[Floats, Floats, Floats]:  # noqa: N803
    """Return the number and the sum of the orders of each customer; 0 if they have no value."""
    values = np.asarray(X, dtype=float)
    is_known = (values[:, 0] > 0) & (values[:, 1] > 0)
    count = np.where(is_known, values[:, 0], 0.0)
    total = np.where(is_known, values[:, 0] * values[:, 1], 0.0)
    return count, total, counts_of(values, weights)
