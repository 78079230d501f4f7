"""Criteria of good segments: the clusters are well separated and stable in other samples."""

import numpy as np

from growthmart.segmentation.clustering import Algorithm
from growthmart.segmentation.points import (
    Floats,
    Labels,
    Points,
    nearest,
    rounded,
    squared_distances,
)


def silhouette(points: Points, labels: Labels) -> float:
    """Return the mean silhouette of all customers (Rousseeuw 1987, J. Comput. Appl. Math. 20).

    Exact for collapsed points: customers on one point have a distance of zero from each other. The
    only customer of a cluster has a silhouette of zero. With one cluster, all customers have zero.

    Args:
        points: n distinct points with their weights.
        labels: the cluster of each point, (n,).

    Returns:
        The weighted mean, -1 to 1.
    """
    weights, k = points.weights, int(labels.max()) + 1
    if k == 1:
        return 0.0
    distances = np.sqrt(squared_distances(points.values, points.values))
    towards = np.column_stack(
        [distances[:, labels == label] @ weights[labels == label] for label in range(k)]
    )
    sizes = np.bincount(labels, weights, minlength=k)
    rows = np.arange(len(points))
    within = towards[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    means = towards / sizes
    means[rows, labels] = np.inf
    between = means.min(axis=1)
    longest = np.maximum(within, between)
    apart = np.divide(between - within, longest, out=np.zeros_like(longest), where=longest > 0)
    apart[sizes[labels] == 1] = 0.0
    return round(float(apart @ weights / weights.sum()), 9)


def bootstrap_jaccard(
    algorithm: Algorithm, points: Points, centres: Floats, samples: int, seed: int
) -> Floats:
    """Return the stability of each cluster in bootstrap samples of the customers, (k,), 0 to 1.

    Each sample is clustered again. The similarity of a cluster is its Jaccard similarity with the
    most similar cluster of the sample, among the customers drawn. The stability is the mean over
    all samples (Hennig 2007, Computational Statistics and Data Analysis 52). A sample with fewer
    than k distinct points counts as zero.
    """
    k = len(centres)
    labels = nearest(points.values, centres)
    generator = np.random.default_rng(seed)
    total = np.zeros(k)
    for _ in range(samples):
        drawn, sample = points.resampled(generator)
        if len(sample) >= k:
            found = algorithm(sample, k, int(generator.integers(2**31)))
            again = nearest(sample.values, found)
            total += _jaccard(labels[drawn], again, points.weights[drawn], k).max(axis=1)
    return rounded(total / samples)


def _jaccard(left: Labels, right: Labels, weights: Floats, k: int) -> Floats:
    """Return the Jaccard similarity, (k, k), of each left label with each right label."""
    both = np.bincount(left * k + right, weights, minlength=k * k).reshape(k, k)
    union = both.sum(axis=1, keepdims=True) + both.sum(axis=0) - both
    return np.divide(both, union, out=np.zeros_like(both), where=union > 0)
