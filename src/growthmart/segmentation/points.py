"""Customers as points: scaled, collapsed to distinct points with weights, and made fewer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans

Floats = NDArray[np.float64]
Labels = NDArray[np.intp]

FEATURES = ("recency_days", "orders_count", "lifetime_net_revenue", "net_revenue_90d")

MOST_POINTS = 2_000


@dataclass(frozen=True)
class Scaling:
    """Scales features: log1p, minus the median, divided by the interquartile range of the logs.

    Attributes:
        median, scale: (f,) the location and the scale of each log feature. If the quartiles are
            equal, the scale is the median distance from the median of the customers who are not at
            it. If all values are equal, the scale is 1.
    """

    median: Floats
    scale: Floats

    @classmethod
    def learn(cls, features: Floats) -> "Scaling":
        """Return the scaling with median and scale of ``features``, (n, f)."""
        logs = _logs(features)
        low, median, high = np.quantile(logs, [0.25, 0.5, 0.75], axis=0)
        scale = high - low
        for column in np.flatnonzero(scale == 0):
            # not the standard deviation: the fewer customers differ, the smaller it is, and the
            # further away they would be
            distances = np.abs(logs[:, column] - median[column])
            differing = distances[distances > 0]
            scale[column] = np.median(differing) if len(differing) else 1.0
        return cls(median, scale)

    def apply(self, features: Floats) -> Floats:
        """Return ``features``, (n, f), in the scaled space; negative values count as zero."""
        return rounded((_logs(features) - self.median) / self.scale)


@dataclass(frozen=True)
class Points:
    """Distinct points, (n, f), in lexical order, and the number of customers on each, (n,)."""

    values: Floats
    weights: Floats

    @classmethod
    def collapse(cls, values: Floats) -> "Points":
        """Return the distinct rows of ``values``, so that the order of the rows has no effect."""
        distinct, counts = np.unique(values, axis=0, return_counts=True)
        return cls(distinct, counts.astype(float))

    def __len__(self) -> int:
        return len(self.values)

    def coarsened(self, most: int, seed: int) -> "Points":
        """Return the centroids of a fine K-means if there are more than ``most`` points."""
        if len(self) <= most:
            return self
        # few rounds: the centroids need only cover the points
        fine = KMeans(most, init="random", n_init=1, max_iter=10, random_state=seed)
        fine.fit(self.values, sample_weight=self.weights)
        weights = np.bincount(fine.labels_, self.weights, minlength=most).astype(float)
        return Points(fine.cluster_centers_[weights > 0], weights[weights > 0])

    def resampled(self, generator: np.random.Generator) -> tuple[Labels, "Points"]:
        """Draw a bootstrap sample of the customers; return the positions and points of it."""
        total = int(self.weights.sum())
        counts = generator.multinomial(total, self.weights / self.weights.sum())
        drawn = np.flatnonzero(counts)
        return drawn, Points(self.values[drawn], counts[drawn].astype(float))


def nearest(values: Floats, centres: Floats) -> Labels:
    """Return the position of the nearest of ``centres``, (k, f), for each value, (n, f)."""
    return squared_distances(values, centres).argmin(axis=1)


def squared_distances(values: Floats, centres: Floats) -> Floats:
    """Return the squared Euclidean distance of each value to each centre, (n, k)."""
    squares = np.zeros((len(values), len(centres)))
    # feature by feature, because an array of (n, k, f) of many customers does not fit into memory
    for column in range(values.shape[1]):
        squares += np.subtract.outer(values[:, column], centres[:, column]) ** 2
    return squares


def rounded(values: Floats) -> Floats:
    """Round to nine decimals of the scaled space, because the last digits differ by machine."""
    return np.round(values, 9)


def _logs(features: Floats) -> Floats:
    return np.log1p(np.maximum(features, 0.0))
