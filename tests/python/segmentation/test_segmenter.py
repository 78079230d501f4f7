"""The segmenter: the same customers always give the same segments."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growthmart.segmentation import segmenter as module
from growthmart.segmentation.segmenter import CustomerSegmenter

SPEND = 2


def fit(features, **parameters):
    return CustomerSegmenter(**{"bootstraps": 5, **parameters}).fit(np.asarray(features, float))


def predict(segmenter, features):
    return segmenter.clusters_.assign(np.asarray(features, float))[0]


def learnt(segmenter):
    clusters = segmenter.clusters_
    arrays = [clusters.scaling.median, clusters.scaling.scale, clusters.centres, segmenter.jaccard_]
    numbers = [clusters.outlier_distance, segmenter.silhouette_, segmenter.algorithm_]
    return [array.tolist() for array in arrays] + numbers


def test_two_fits_are_equal(four_kinds):
    assert learnt(fit(four_kinds())) == learnt(fit(four_kinds()))


def test_the_order_of_the_rows_has_no_effect(four_kinds):
    features = four_kinds()
    shuffled = np.random.default_rng(1).permutation(features)

    assert learnt(fit(shuffled)) == learnt(fit(features))


def test_four_kinds_are_four_stable_segments(four_kinds):
    features = four_kinds()
    segmenter = fit(features)

    assert len(segmenter.jaccard_) == 4
    assert (segmenter.jaccard_ > 0.9).all()
    assert segmenter.silhouette_ > 0.5


def test_the_first_segment_spends_most(four_kinds):
    features = four_kinds()
    labels = predict(fit(features), features)

    means = [features[labels == label, SPEND].mean() for label in range(4)]
    assert means == sorted(means, reverse=True)


def test_the_centre_is_the_nearest_and_its_distance_is_returned(four_kinds):
    features = four_kinds()
    clusters = fit(features).clusters_
    labels, found = clusters.assign(features)
    scaled = clusters.scaling.apply(features)
    distances = np.linalg.norm(scaled[:, None] - clusters.centres, axis=2)

    assert (labels == distances.argmin(axis=1)).all()
    assert found == pytest.approx(distances.min(axis=1), abs=1e-8)


def test_segments_below_the_least_share_are_not_taken(four_kinds):
    """Without the limit, ten unusual customers would be a stable segment."""
    strangers = np.tile([900.0, 60.0, 90_000.0, 0.0], (10, 1))
    features = np.concatenate([four_kinds(), strangers])
    sizes = [
        np.bincount(predict(fit(features, least_share=share), features)).min()
        for share in (0.0, 0.03)
    ]

    assert sizes[0] == 10
    assert sizes[1] > 0.03 * len(features)


def test_of_unstable_candidates_the_one_with_the_strongest_weakest_cluster_is_taken():
    features = np.random.default_rng(3).uniform(0, 1, (150, 4))
    chosen = fit(features, least_jaccard=1.01).jaccard_.min()
    alone = [fit(features, least_jaccard=1.01, segment_counts=(k,)) for k in range(2, 9)]

    assert chosen == max(segmenter.jaccard_.min() for segmenter in alone)
    assert chosen < 0.75


def test_silhouettes_that_are_as_good_leave_it_to_the_fewer_segments():
    candidates = [
        module.Candidate("ward", np.zeros((4, 1)), 0.402, 0.1),
        module.Candidate("k_means", np.zeros((5, 1)), 0.404, 0.1),
        module.Candidate("k_means", np.zeros((4, 1)), 0.398, 0.1),
        module.Candidate("k_means", np.zeros((4, 1)), 0.388, 0.1),
        module.Candidate("k_means", np.zeros((2, 1)), 0.7, 0.1),
        module.Candidate("k_means", np.zeros((3, 1)), 0.6, 0.1),
    ]

    assert sorted(range(6), key=lambda one: candidates[one].preference) == [2, 0, 1, 3, 5, 4]


def test_three_segments_where_more_are_not_stable():
    """Three round clouds: a cloud has no halves that would be found again."""
    rng = np.random.default_rng(4)
    clouds = np.array([[2, 2], [8, 2], [2, 8]])[np.arange(600) % 3]
    recency, spend = np.expm1(clouds + rng.normal(0, 0.3, (600, 2))).T
    segmenter = fit(np.column_stack([recency, np.ones(600), spend, np.zeros(600)]), bootstraps=20)

    assert len(segmenter.jaccard_) == 3
    assert segmenter.is_stable_.all()


def test_one_segment_where_every_division_has_one_that_is_too_small():
    features = np.array([[10.0, 1.0, 99.5, 50.0]] * 100 + [[900.0, 9.0, 9e4, 0.0]] * 2)
    segmenter = fit(features)

    assert segmenter.jaccard_.tolist() == [1.0]
    assert segmenter.is_stable_.tolist() == [False]
    assert predict(segmenter, features).tolist() == [0] * 102
    assert fit(np.concatenate([features, features[-2:]])).is_stable_.tolist() == [True, True]


def test_a_few_repeat_buyers_do_not_decide_the_segments():
    """One buyer of a hundred has two orders, as in olist: the other features make the segments."""
    rng = np.random.default_rng(1)
    count = 2000
    orders = 1.0 + (np.arange(count) % 100 == 0)
    recency = np.where(np.arange(count) % 2, 20, 300) + rng.integers(0, 9, count)
    spend = np.round(np.where(np.arange(count) // 2 % 2, 20, 500) * rng.lognormal(0, 0.2, count), 2)
    features = np.column_stack([recency, orders, spend, np.where(recency < 90, spend, 0)])
    labels = predict(fit(features), features)

    assert np.bincount(labels).min() > 0.2 * count


def test_outliers_are_far_from_their_centre(four_kinds):
    usual = four_kinds()
    clusters = fit(usual).clusters_
    odd = np.array([[5.0, 900.0, 10.0, 0.0]])

    assert (clusters.assign(usual)[1] > clusters.outlier_distance).mean() < 0.05
    assert clusters.assign(odd)[1][0] > clusters.outlier_distance


def test_more_customers_than_are_looked_at_give_nearly_the_same(four_kinds, monkeypatch):
    features = four_kinds(3000)
    whole = predict(fit(features), features)
    monkeypatch.setattr(module, "MOST_POINTS", 200)
    small = fit(features)

    assert (predict(small, features) == whole).mean() > 0.98
    assert learnt(fit(np.random.default_rng(1).permutation(features))) == learnt(small)


def test_no_customer_is_an_error():
    with pytest.raises(ValueError, match="nothing to segment"):
        fit(np.empty((0, 4)))


@pytest.mark.parametrize("copies", [1, 2, 50])
def test_one_distinct_customer_is_one_segment(copies):
    features = np.tile([[10.0, 2.0, 99.5, 50.0]], (copies, 1))
    segmenter = fit(features)
    labels, distances = segmenter.clusters_.assign(features)

    assert labels.tolist() == [0] * copies
    assert not (distances > segmenter.clusters_.outlier_distance).any()
    assert segmenter.jaccard_.tolist() == [1.0]


@pytest.mark.parametrize("distinct", [2, 3])
def test_fewer_distinct_customers_than_segments(distinct):
    kinds = [[1, 9, 900.0, 90.0], [90, 3, 90.0, 0.0], [300, 1, 9.0, 0.0]]
    features = np.repeat(kinds[:distinct], 20, axis=0)

    assert set(predict(fit(features), features)) == set(range(distinct))


def test_refunds_above_the_payment_count_as_zero_spend(four_kinds):
    features = four_kinds()
    zero, negative = features.copy(), features.copy()
    zero[:9, SPEND], negative[:9, SPEND] = 0, -500

    assert (predict(fit(zero), zero) == predict(fit(zero), negative)).all()


def test_a_new_customer_beyond_all_seen_gets_a_segment(four_kinds):
    segmenter = fit(four_kinds())

    assert predict(segmenter, [[0, 10_000, 1e12, 1e12]]).tolist() == [0]
    assert predict(segmenter, [[100_000, 1, -1e12, 0]]).tolist() == [3]


ROWS = st.lists(
    st.tuples(
        st.integers(0, 5000),
        st.one_of(st.integers(1, 3), st.integers(1, 10**6)),
        st.one_of(st.just(0), st.integers(-(10**6), 10**4), st.integers(0, 10**13)),
        st.one_of(st.just(0), st.integers(0, 10**4)),
    ).map(lambda row: (row[0], row[1], row[2] / 10, row[3] / 10)),
    min_size=1,
    max_size=30,
)


@settings(max_examples=15, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_any_customers_give_usable_segments(rows, random):
    features = np.array(rows, dtype=float)
    segmenter = fit(features, bootstraps=2, segment_counts=(4, 8))
    labels = predict(segmenter, features)

    k = len(segmenter.clusters_.centres)
    assert 1 <= k <= min(8, len(np.unique(features, axis=0)))
    assert set(labels) == set(range(k))
    assert np.isfinite(segmenter.clusters_.centres).all()
    assert (segmenter.clusters_.scaling.scale > 0).all()
    assert ((segmenter.jaccard_ >= 0) & (segmenter.jaccard_ <= 1)).all()
    assert -1 <= segmenter.silhouette_ <= 1
    assert segmenter.clusters_.outlier_distance >= 0

    order = list(range(len(rows)))
    random.shuffle(order)
    assert learnt(fit(features[order], bootstraps=2, segment_counts=(4, 8))) == learnt(segmenter)


def test_the_order_of_rows_with_inexact_sums_has_no_effect():
    """Tenths do not add up exactly, and two of these clusters spend the same."""
    rows = [[3, 1, 10.1], [0, 1, 10.1], [2, 1, 10.2], [3, 1, 0.3], [1, 1, 0.2], [0, 2, 1.1]]
    rows += [[1, 1, 10.3], [3, 4, 0.1], [0, 1, 0.1], [2, 2, 0.1], [2, 3, 0.3]]
    frame = np.array([[*row, row[-1]] for row in rows])
    left = learnt(fit(frame))
    for seed in range(5):
        assert learnt(fit(np.random.default_rng(seed).permutation(frame))) == left
