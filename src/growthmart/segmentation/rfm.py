"""Segments of customers: K-means on recency, orders and revenue.

Sources: k-means (Lloyd 1982; seeding by Arthur and Vassilvitskii 2007); stability of clusters by
the bootstrap Jaccard similarity (Hennig 2007, Computational Statistics and Data Analysis 52).
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FEATURES = ["recency_days", "orders_count", "lifetime_net_revenue"]
SPEND_WORDS = {
    1: ["all"],
    2: ["high spend", "low spend"],
    3: ["high spend", "middle spend", "low spend"],
    4: ["top spend", "high spend", "middle spend", "low spend"],
}


@dataclass
class RfmSegmenter:
    """K-means on log1p and robustly scaled RFM features, with equal rows collapsed to weights.

    Args:
        n_segments: clusters sought; fewer where there are fewer distinct rows.
        n_bootstraps: bootstrap samples behind ``jaccard_``.
        random_state: seed of k-means and bootstrap.

    Attributes, learnt by :meth:`fit`:
        median_, scale_: (3,) location and scale of the log features.
        centres_: (k, 3) centres in the scaled space, the segment that spends most first.
        names_: k names, unique, for people.
        jaccard_: (k,) mean Jaccard similarity of each cluster, 0 to 1.
    """

    n_segments: int = 4
    n_bootstraps: int = 20
    random_state: int = 20230101
    median_: NDArray[np.float64] = field(init=False)
    scale_: NDArray[np.float64] = field(init=False)
    centres_: NDArray[np.float64] = field(init=False)
    names_: list[str] = field(init=False)
    jaccard_: NDArray[np.float64] = field(init=False)

    def fit(self, features: NDArray[np.float64]) -> "RfmSegmenter":
        """Learn the segments of ``features``, (n, 3) in the order of ``FEATURES``.

        The result does not depend on the order of the rows. Raises ValueError without rows
        or for a number of segments without names.
        """
        if self.n_segments not in SPEND_WORDS:
            raise ValueError(f"n_segments must be 1 to {max(SPEND_WORDS)}, not {self.n_segments}")
        if len(features) == 0:
            raise ValueError("no customer has an order: there is nothing to segment")
        # sums of floats depend on their order
        features = features[np.lexsort(features.T)]
        logs = _logs(features)
        low, self.median_, high = np.quantile(logs, [0.25, 0.5, 0.75], axis=0)
        spread = np.where(high > low, high - low, logs.std(axis=0))
        self.scale_ = np.where(spread > 0, spread, 1.0)

        points, inverse, weights = np.unique(
            self._scaled(features), axis=0, return_inverse=True, return_counts=True
        )
        k = min(self.n_segments, len(points))
        centres = self._cluster(points, weights, k, self.random_state)
        labels = _nearest(points, centres)[inverse]
        spend = np.array([features[labels == label, 2].mean() for label in range(k)])
        order = np.argsort(-spend, kind="stable")
        self.centres_ = _nine_digits(centres[order])
        self.names_ = self._names(features)
        self.jaccard_ = self._stability(points, weights)
        return self

    def predict(self, features: NDArray[np.float64]) -> NDArray[np.intp]:
        """Return the position in ``centres_`` of the nearest centre, (n,), for each row."""
        return _nearest(self._scaled(features), self.centres_)

    def _scaled(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        return _nine_digits((_logs(features) - self.median_) / self.scale_)

    def _cluster(
        self, points: NDArray[np.float64], weights: NDArray[np.int64], k: int, seed: int
    ) -> NDArray[np.float64]:
        from sklearn.cluster import KMeans
        from threadpoolctl import threadpool_limits

        # one thread: sums over several differ in their last digits from run to run
        with threadpool_limits(limits=1):
            model = KMeans(n_clusters=k, n_init=10, random_state=seed)
            return model.fit(points, sample_weight=weights).cluster_centers_

    def _names(self, features: NDArray[np.float64]) -> list[str]:
        labels = self.predict(features)
        recency_of_all = np.median(features[:, 0])
        names = []
        for label, spend in enumerate(SPEND_WORDS[len(self.centres_)]):
            members = features[labels == label]
            recency = "Recent" if np.median(members[:, 0]) <= recency_of_all else "Lapsed"
            orders = "repeat buyers" if np.median(members[:, 1]) > 1 else "one-time buyers"
            names.append(f"{recency} {orders}, {spend}")
        return names

    def _stability(
        self, points: NDArray[np.float64], weights: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        k = len(self.centres_)
        labels = _nearest(points, self.centres_)
        rng = np.random.default_rng(self.random_state)
        total, samples = np.zeros(k), 0
        for _ in range(self.n_bootstraps):
            drawn = rng.multinomial(weights.sum(), weights / weights.sum())
            seen = drawn > 0
            if seen.sum() < k:
                continue
            centres = self._cluster(points[seen], drawn[seen], k, int(rng.integers(2**31)))
            again = _nearest(points[seen], centres)
            both = pd.crosstab(labels[seen], again, values=weights[seen], aggfunc="sum")
            both = both.reindex(range(k)).fillna(0).to_numpy()
            union = both.sum(axis=1, keepdims=True) + both.sum(axis=0) - both
            total += (both / union).max(axis=1)
            samples += 1
        return _nine_digits(total / max(samples, 1))


def _logs(features: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.log1p(np.maximum(features, 0.0))


def _nearest(points: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.intp]:
    squares = ((points[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    return squares.argmin(axis=1)


def _nine_digits(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round to nine significant digits: the last ones differ between machines."""
    with np.errstate(divide="ignore"):
        magnitude = np.where(values == 0, 1.0, 10.0 ** (8 - np.floor(np.log10(np.abs(values)))))
    return np.round(values * magnitude) / magnitude
