"""Purchase histories: what a customer's orders look like to a model of their number."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Histories:
    """Purchase histories with the number of customers who have each.

    Attributes:
        frequency: (n,) the number of purchases after the first one.
        recency: (n,) the time from the first purchase to the last one.
        age: (n,) the time from the first purchase to today.
        covariates: (n, c) what else is known of the customer; may have no columns.
        weights: (n,) the number of customers.
    """

    frequency: Floats
    recency: Floats
    age: Floats
    covariates: Floats
    weights: Floats

    @classmethod
    def of(cls, X: ArrayLike, weights: ArrayLike | None = None) -> "Histories":  # noqa: N803
        """Return the rows of ``X``, (n, 3 + c): frequency, recency, age, then the covariates.

        Raises:
            ValueError: a history is impossible.
        """
        values = np.asarray(X, dtype=float)
        if values.ndim != 2 or values.shape[1] < 3:
            raise ValueError("X must have the columns frequency, recency and age")
        counts = counts_of(values, weights)
        frequency, recency, age = values[:, 0], values[:, 1], values[:, 2]
        if not (np.isfinite(values).all() and np.isfinite(counts).all() and (counts > 0).all()):
            raise ValueError("every value must be finite, and every weight positive")
        if not ((frequency >= 0) & (recency >= 0) & (recency <= age)).all():
            raise ValueError("frequency and recency must be from 0 on, and recency at most the age")
        if not ((frequency > 0) == (recency > 0)).all():
            raise ValueError("recency must be 0 for those with one purchase, and only for them")
        return cls(frequency, recency, age, values[:, 3:], counts)

    def __len__(self) -> int:
        return len(self.frequency)

    def collapsed(self) -> tuple["Histories", NDArray[np.intp]]:
        """Return the distinct histories in order, and for each row the position of its history.

        What is computed from them does not depend on the order of the rows.
        """
        columns = [self.frequency, self.recency, self.age, *self.covariates.T]
        order = np.lexsort(columns[::-1])
        is_new = np.zeros(len(self), dtype=bool)
        is_new[:1] = True
        for column in columns:
            ordered = column[order]
            is_new[1:] |= ordered[1:] != ordered[:-1]
        positions = np.empty(len(self), dtype=np.intp)
        positions[order] = np.cumsum(is_new) - 1
        first = order[is_new]
        return Histories(
            self.frequency[first],
            self.recency[first],
            self.age[first],
            self.covariates[first],
            # the weights are counts, so their sums are exact in any order
            np.bincount(positions, self.weights, minlength=len(first)).astype(float),
        ), positions


def counts_of(values: Floats, weights: ArrayLike | None) -> Floats:
    """Return the number of customers of each row: 1 if there are no weights."""
    return np.ones(len(values)) if weights is None else np.asarray(weights, dtype=float)
