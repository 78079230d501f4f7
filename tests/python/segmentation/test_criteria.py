"""Silhouette and stability: compared with scikit-learn, and with known answers."""

import numpy as np
import pytest
from sklearn.metrics import silhouette_score

from growthmart.segmentation.clustering import k_means
from growthmart.segmentation.criteria import bootstrap_jaccard, silhouette
from growthmart.segmentation.points import Points

APART = Points(np.array([[0.0], [1.0], [50.0], [51.0]]), np.array([30.0, 20.0, 40.0, 10.0]))


@pytest.mark.parametrize("k", [2, 3, 5])
def test_the_silhouette_is_that_of_all_copies(k):
    rng = np.random.default_rng(k)
    copies = rng.integers(1, 5, 60)
    points = Points(rng.normal(size=(60, 3)), copies.astype(float))
    labels = np.arange(60) % k

    expected = silhouette_score(np.repeat(points.values, copies, axis=0), np.repeat(labels, copies))
    assert silhouette(points, labels) == pytest.approx(expected, abs=1e-8)


def test_the_only_customer_of_a_cluster_has_no_silhouette():
    points = Points(np.array([[0.0], [5.0]]), np.array([1.0, 1.0]))

    assert silhouette(points, np.array([0, 1])) == 0


def test_one_cluster_has_no_silhouette():
    assert silhouette(APART, np.zeros(4, dtype=int)) == 0


def test_clusters_that_stand_apart_are_found_in_every_sample():
    assert bootstrap_jaccard(k_means, APART, np.array([[0.4], [50.2]]), 20, 1).tolist() == [1, 1]


def test_what_the_algorithm_does_not_find_is_not_stable():
    rng = np.random.default_rng(6)
    points = Points.collapse(rng.uniform(size=(300, 2)))
    centres = np.array([[0.05, 0.05], [0.6, 0.6]])

    assert bootstrap_jaccard(k_means, points, centres, 20, 1).min() < 0.5


def test_too_few_distinct_points_find_no_cluster():
    points = Points(np.array([[0.0], [1.0]]), np.array([1.0, 10_000.0]))
    found = bootstrap_jaccard(k_means, points, points.values, 40, 1)

    # a single customer is missing from about every third sample
    assert (found > 0.4).all()
    assert (found < 0.9).all()
