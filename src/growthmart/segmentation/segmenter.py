"""The segmenter: chooses an algorithm and a number of segments, stable and well separated."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from growthmart.segmentation.clustering import ALGORITHMS
from growthmart.segmentation.clusters import Clusters, outlier_distance
from growthmart.segmentation.criteria import bootstrap_jaccard, silhouette
from growthmart.segmentation.points import (
    FEATURES,
    MOST_POINTS,
    Floats,
    Points,
    Scaling,
    nearest,
    rounded,
)

# Fewer segments explain no more of the later spend than a split at the medians: DECISIONS.md.
FEWEST_WANTED = 4


@dataclass(frozen=True)
class Candidate:
    """One way to divide the customers into segments.

    Attributes:
        algorithm: a name in ``ALGORITHMS``.
        centres: (k, f) in the scaled space.
        silhouette: the mean over the customers, -1 to 1.
        smallest_share: the share of the customers in the smallest segment, 0 to 1.
    """

    algorithm: str
    centres: Floats
    silhouette: float
    smallest_share: float

    @property
    def preference(self) -> tuple[int, float, int, str]:
        """The sort key: the silhouette with two decimals; among equal ones the simpler wins.

        Candidates with fewer than ``FEWEST_WANTED`` segments come last, the fewest at the end.
        """
        k = len(self.centres)
        return max(FEWEST_WANTED - k, 0), -round(self.silhouette, 2), k, self.algorithm


@dataclass
class CustomerSegmenter:
    """Divides customers into segments by K-means or Ward, stable and well separated.

    A candidate is an algorithm with a number of segments. Each of its segments must hold
    ``least_share`` of the customers. The stable candidate with the best silhouette wins; one with
    fewer than ``FEWEST_WANTED`` segments only if no other is stable. A candidate is stable if every
    cluster is found again in bootstrap samples with a mean Jaccard similarity of ``least_jaccard``
    (Hennig 2007). If no candidate is stable, the lowest similarity of each candidate's clusters is
    compared, and the highest of these wins. If every candidate has a segment below ``least_share``,
    all customers are one segment, which is never called stable.

    Args:
        segment_counts: the numbers of segments to try, if there are as many distinct customers.
        least_share: the share of the customers that every segment must hold, 0 to 1.
        least_jaccard: the mean Jaccard similarity from which a cluster is stable, 0 to 1.
        bootstraps: the number of bootstrap samples for ``jaccard_``.
        random_state: the seed of all random draws.

    Attributes, learnt by :meth:`fit`:
        clusters_: the centres, sorted by spend with the highest first, and their scaling.
        algorithm_: the name of the algorithm that won.
        silhouette_: the mean over the customers, -1 to 1.
        jaccard_: (k,) the mean Jaccard similarity of each cluster, 0 to 1.
        is_stable_: (k,) whether each cluster is stable.
    """

    segment_counts: tuple[int, ...] = (2, 3, 4, 5, 6, 7, 8)
    least_share: float = 0.03
    least_jaccard: float = 0.75
    bootstraps: int = 50
    random_state: int = 20230101
    clusters_: Clusters = field(init=False)
    algorithm_: str = field(init=False)
    silhouette_: float = field(init=False)
    jaccard_: Floats = field(init=False)
    is_stable_: NDArray[np.bool_] = field(init=False)

    def fit(self, features: Floats) -> "CustomerSegmenter":
        """Learn the segments of ``features``, (n, f) in the order of ``FEATURES``.

        The result does not depend on the order of the rows. If there are more than ``MOST_POINTS``
        distinct customers, the centroids of a fine K-means replace them.

        Raises:
            ValueError: there are no rows.
        """
        if len(features) == 0:
            raise ValueError("no customer has an order: there is nothing to segment")
        scaling = Scaling.learn(features)
        points = Points.collapse(scaling.apply(features))
        # one thread: with several threads, the last digits of sums differ from run to run
        with threadpool_limits(limits=1):
            coarse = points.coarsened(MOST_POINTS, self.random_state)
            chosen, self.jaccard_ = self._choose(coarse)
        self.algorithm_, self.silhouette_ = chosen.algorithm, chosen.silhouette
        # a single cluster is found in every sample, which says nothing
        self.is_stable_ = (self.jaccard_ >= self.least_jaccard) & (len(self.jaccard_) > 1)
        self.clusters_ = Clusters(scaling, chosen.centres, outlier_distance(points, chosen.centres))
        return self

    def _choose(self, points: Points) -> tuple[Candidate, Floats]:
        large = [one for one in self._candidates(points) if one.smallest_share >= self.least_share]
        tried = []
        # the bootstrap takes nearly all of the time, so the best candidates come first
        for candidate in sorted(large, key=lambda one: one.preference):
            jaccard = bootstrap_jaccard(
                ALGORITHMS[candidate.algorithm],
                points,
                candidate.centres,
                self.bootstraps,
                self.random_state,
            )
            if jaccard.min() >= self.least_jaccard:
                return candidate, jaccard
            tried.append((candidate, jaccard))
        if not tried:
            return self._candidate(points, "k_means", 1), np.ones(1)
        return max(tried, key=lambda pair: pair[1].min())

    def _candidates(self, points: Points) -> list[Candidate]:
        counts = [count for count in self.segment_counts if count <= len(points)]
        return [self._candidate(points, algorithm, k) for algorithm in ALGORITHMS for k in counts]

    def _candidate(self, points: Points, algorithm: str, k: int) -> Candidate:
        centres = rounded(ALGORITHMS[algorithm](points, k, self.random_state))
        # a centre that is nearest to no customer is no segment
        centres = _by_spend(centres[np.unique(nearest(points.values, centres))])
        labels = nearest(points.values, centres)
        shares = np.bincount(labels, points.weights) / points.weights.sum()
        return Candidate(algorithm, centres, silhouette(points, labels), float(shares.min()))


def _by_spend(centres: Floats) -> Floats:
    first = FEATURES.index("lifetime_net_revenue")
    return centres[np.lexsort([*centres.T, -centres[:, first]])]
