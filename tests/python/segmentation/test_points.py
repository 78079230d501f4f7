"""Scaling and collapsing of points, and few points that represent many."""

import numpy as np
import pytest

from growthmart.segmentation.points import Points, Scaling, nearest


def cloud(count, seed=1):
    return Points.collapse(np.random.default_rng(seed).normal(size=(count, 3)))


def test_the_quartiles_of_the_logarithms_are_one_apart():
    features = np.expm1(np.linspace(0, 8, 101))[:, None]
    scaled = Scaling.learn(features).apply(features)

    assert np.quantile(scaled, [0.25, 0.5, 0.75]).tolist() == [-0.5, 0, 0.5]


@pytest.mark.parametrize("others", [9, 99, 9999])
def test_with_equal_quartiles_the_few_who_differ_are_as_far_away_as_many(others):
    features = np.expm1(np.array([[1.0]] * others + [[11.0], [3.0], [-1.0]]))
    scaling = Scaling.learn(features)

    assert scaling.scale == pytest.approx([2.0])
    assert scaling.apply(np.expm1(np.array([[11.0]]))) == pytest.approx(5.0)


def test_equal_values_are_at_zero():
    features = np.full((5, 2), 7.0)

    assert Scaling.learn(features).apply(features).tolist() == [[0, 0]] * 5


def test_what_was_refunded_beyond_the_price_counts_as_zero():
    scaling = Scaling.learn(np.array([[0.0], [5.0], [9.0]]))

    assert scaling.apply(np.array([[-4.0]])) == scaling.apply(np.array([[0.0]]))


def test_equal_rows_are_one_point_in_any_order():
    rows = np.array([[2.0, 1.0], [1.0, 3.0], [2.0, 1.0]])
    for turned in (rows, rows[::-1]):
        points = Points.collapse(turned)
        assert points.values.tolist() == [[1, 3], [2, 1]]
        assert points.weights.tolist() == [1, 2]


def test_coarser_points_represent_all_customers():
    points = cloud(2000)
    coarse = points.coarsened(50, 7)

    assert len(coarse) <= 50
    assert coarse.weights.sum() == 2000
    assert coarse.weights @ coarse.values / 2000 == pytest.approx(
        points.values.mean(axis=0), abs=0.1
    )
    assert points.coarsened(2000, 7) is points


def test_a_bootstrap_sample_is_as_large_as_the_customers():
    points = Points(np.array([[0.0], [1.0], [2.0]]), np.array([5.0, 1.0, 4.0]))
    drawn, sample = points.resampled(np.random.default_rng(3))

    assert sample.weights.sum() == 10
    assert sample.values.tolist() == points.values[drawn].tolist()


def test_of_two_centres_equally_near_the_first_is_taken():
    assert nearest(np.array([[1.0], [0.0], [9.0]]), np.array([[0.0], [2.0]])).tolist() == [0, 0, 1]
