"""The clustering algorithms: each takes points and k, and returns k centres.

Sources: K-means (Lloyd 1982), seeded as by Arthur and Vassilvitskii (2007). Ward's criterion (Ward
1963, Journal of the American Statistical Association 58) in the variant of squared distances
(Murtagh and Legendre 2014, Journal of Classification 31), by chains of nearest neighbours.
"""

from collections.abc import Callable

import numpy as np
from sklearn.cluster import KMeans

from growthmart.segmentation.points import Floats, Labels, Points

MOST_LEAVES = 300

Algorithm = Callable[[Points, int, int], Floats]


def k_means(points: Points, k: int, seed: int) -> Floats:
    """Return the ``k`` centres, (k, f), of the best of ten runs of K-means."""
    model = KMeans(n_clusters=k, n_init=10, random_state=seed)
    return model.fit(points.values, sample_weight=points.weights).cluster_centers_


def ward(points: Points, k: int, seed: int) -> Floats:
    """Return the ``k`` centres, (k, f), of Ward's tree over the clusters of a fine K-means.

    The tree uses the sizes of these clusters as weights.
    """
    leaves = points.coarsened(MOST_LEAVES, seed)
    return centroids(leaves, cut(merges(leaves), len(leaves), k))


def centroids(points: Points, labels: Labels) -> Floats:
    """Return the weighted mean, (k, f), of the points of each label."""
    weights = np.bincount(labels, points.weights)
    sums = [np.bincount(labels, points.weights * column) for column in points.values.T]
    return np.column_stack(sums) / weights[:, None]


def merges(leaves: Points) -> list[tuple[float, int, int]]:
    """Return Ward's merges of all ``leaves``, in the order in which they are found.

    Each merge is the growth of the sum of squares, the leaf that is kept and the leaf that is lost.
    A cluster is identified by its first leaf. The merges are not sorted by cost.
    """
    centres, sizes = leaves.values.copy(), leaves.weights.copy()
    found: list[tuple[float, int, int]] = []
    chain: list[int] = []
    while len(found) < len(leaves) - 1:
        chain = chain or [int(np.flatnonzero(np.isfinite(sizes))[0])]
        top = chain[-1]
        squares = ((centres - centres[top]) ** 2).sum(axis=1)
        costs = squares / (1 / sizes + 1 / sizes[top])
        costs[np.isinf(sizes)] = np.inf
        costs[top] = np.inf
        following = int(costs.argmin())
        if len(chain) == 1 or costs[chain[-2]] > costs[following]:
            chain.append(following)
            continue
        # each is the other's nearest
        kept, lost = sorted(chain[-2:])
        found.append((float(costs[chain[-2]]), kept, lost))
        chain = chain[:-2]
        both = sizes[kept] + sizes[lost]
        centres[kept] = (sizes[kept] * centres[kept] + sizes[lost] * centres[lost]) / both
        sizes[kept], sizes[lost] = both, np.inf
    return found


def cut(found: list[tuple[float, int, int]], leaves: int, k: int) -> Labels:
    """Return the label of each leaf, (leaves,), without the ``k - 1`` most expensive merges."""
    parents = list(range(leaves))

    def root(leaf: int) -> int:
        while parents[leaf] != leaf:
            leaf = parents[leaf]
        return leaf

    for _, kept, lost in sorted(found)[: leaves - k]:
        left, right = sorted((root(kept), root(lost)))
        parents[right] = left
    return np.unique([root(leaf) for leaf in range(leaves)], return_inverse=True)[1]


ALGORITHMS: dict[str, Algorithm] = {"k_means": k_means, "ward": ward}
