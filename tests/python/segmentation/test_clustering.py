"""Ward's tree equals that of SciPy, and weights have the same effect as copies."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage

from growthmart.segmentation.clustering import centroids, cut, k_means, merges, ward
from growthmart.segmentation.points import Points, nearest


def cloud(count=80, seed=1):
    rng = np.random.default_rng(seed)
    return Points.collapse(np.round(rng.normal(size=(count, 3)) * [1, 2, 3], 3))


def partition(labels):
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels)}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("k", [1, 2, 4, 8, 80])
def test_wards_tree_is_that_of_scipy(seed, k):
    points = cloud(seed=seed)
    labels = cut(merges(points), len(points), k)

    expected = fcluster(linkage(points.values, "ward"), k, "maxclust")
    assert partition(labels) == partition(expected)


@pytest.mark.parametrize("k", [2, 4, 8])
def test_weights_count_like_copies(k):
    points = cloud(40)
    copies = np.random.default_rng(4).integers(1, 9, len(points))
    weighted = Points(points.values, copies.astype(float))
    labels = cut(merges(weighted), len(weighted), k)

    expected = fcluster(linkage(np.repeat(points.values, copies, axis=0), "ward"), k, "maxclust")
    assert partition(np.repeat(labels, copies)) == partition(expected)


def test_a_centroid_is_the_mean_of_all_copies():
    points = Points(np.array([[0.0], [3.0], [8.0]]), np.array([2.0, 1.0, 5.0]))

    assert centroids(points, np.array([0, 0, 1])).tolist() == [[1], [8]]


@pytest.mark.parametrize("algorithm", [k_means, ward])
@pytest.mark.parametrize("count", [60, 3000])
def test_clouds_that_stand_apart_are_found(algorithm, count):
    rng = np.random.default_rng(2)
    kind = np.arange(count) % 3
    values = np.array([[0, 0], [20, 0], [0, 20]])[kind] + rng.normal(size=(count, 2))
    points = Points.collapse(values)
    centres = algorithm(points, 3, 1)

    assert len({(k, label) for k, label in zip(kind, nearest(values, centres), strict=True)}) == 3
    assert centres.tolist() == algorithm(points, 3, 1).tolist()
