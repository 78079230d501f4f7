"""The segmenter: the same customers give the same segments, whatever they look like."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growthmart.segmentation.rfm import RfmSegmenter

LEARNT = ["median_", "scale_", "centres_", "jaccard_"]


def customers(count=400, seed=5):
    """Return features of four kinds of customer."""
    rng = np.random.default_rng(seed)
    kind = rng.integers(0, 4, count)
    recency = np.array([5, 200, 10, 300])[kind] + rng.integers(0, 20, count)
    orders = np.array([12, 8, 1, 1])[kind] + rng.integers(0, 2, count)
    spend = np.round(np.array([2000, 500, 60, 20])[kind] * rng.lognormal(0, 0.2, count), 2)
    return np.column_stack([recency, orders, spend]).astype(float)


def fit(features, **parameters):
    return RfmSegmenter(**{"n_bootstraps": 2, **parameters}).fit(np.asarray(features, dtype=float))


def learnt(segmenter):
    return {name: getattr(segmenter, name).tolist() for name in LEARNT} | {
        "names_": segmenter.names_
    }


def test_two_fits_are_equal():
    features = customers()

    assert learnt(fit(features)) == learnt(fit(features))


def test_the_order_of_the_rows_is_nothing():
    features = customers()
    shuffled = np.random.default_rng(1).permutation(features)

    assert learnt(fit(shuffled)) == learnt(fit(features))


def test_four_kinds_are_found_and_named():
    segmenter = fit(customers(), n_bootstraps=5)

    assert segmenter.names_ == [
        "Recent repeat buyers, top spend",
        "Lapsed repeat buyers, high spend",
        "Recent one-time buyers, middle spend",
        "Lapsed one-time buyers, low spend",
    ]
    assert (segmenter.jaccard_ > 0.9).all()


def test_the_first_segment_spends_most():
    features = customers()
    segmenter = fit(features)
    labels = segmenter.predict(features)

    means = [features[labels == label, 2].mean() for label in range(4)]
    assert means == sorted(means, reverse=True)


def test_every_training_row_is_nearest_to_its_centre():
    features = customers()
    segmenter = fit(features)
    scaled = (np.log1p(features) - segmenter.median_) / segmenter.scale_
    distances = np.linalg.norm(scaled[:, None] - segmenter.centres_, axis=2)

    assert (segmenter.predict(features) == distances.argmin(axis=1)).all()


def test_no_customer_is_an_error():
    with pytest.raises(ValueError, match="nothing to segment"):
        fit(np.empty((0, 3)))


@pytest.mark.parametrize("copies", [1, 2, 50])
def test_one_distinct_customer_is_one_segment(copies):
    features = np.tile([[10.0, 2.0, 99.5]], (copies, 1))
    segmenter = fit(features)

    assert segmenter.names_ == ["Recent repeat buyers, all"]
    assert segmenter.predict(features).tolist() == [0] * copies
    assert segmenter.jaccard_.tolist() == [1.0]


@pytest.mark.parametrize("distinct", [2, 3])
def test_fewer_distinct_customers_than_segments(distinct):
    features = np.repeat([[1, 9, 900.0], [90, 3, 90.0], [300, 1, 9.0]][:distinct], 20, axis=0)
    segmenter = fit(features)

    assert len(segmenter.names_) == distinct
    assert set(segmenter.predict(features)) == set(range(distinct))


def test_refunds_beyond_what_was_paid_count_as_nothing_paid():
    features = customers()
    zero, negative = features.copy(), features.copy()
    zero[:9, 2], negative[:9, 2] = 0, -500

    assert (fit(zero).predict(zero) == fit(zero).predict(negative)).all()


def test_a_new_customer_beyond_all_seen_gets_a_segment():
    segmenter = fit(customers())

    assert segmenter.predict(np.array([[0, 10_000, 1e12]])).tolist() == [0]
    assert segmenter.predict(np.array([[100_000, 1, -1e12]])).tolist() == [3]


ROWS = st.lists(
    st.tuples(
        st.integers(0, 5000),
        st.one_of(st.integers(1, 3), st.integers(1, 10**6)),
        st.one_of(st.just(0), st.integers(-(10**6), 10**4), st.integers(0, 10**13)),
    ).map(lambda row: (row[0], row[1], row[2] / 10)),
    min_size=1,
    max_size=30,
)


@settings(max_examples=30, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_any_customers_give_usable_segments(rows, random):
    features = np.array(rows, dtype=float)
    segmenter = fit(features)
    labels = segmenter.predict(features)

    k = len(segmenter.names_)
    assert 1 <= k <= min(4, len(np.unique(features, axis=0)))
    assert len(set(segmenter.names_)) == k
    assert set(labels) == set(range(k))
    for name in LEARNT:
        assert np.isfinite(getattr(segmenter, name)).all()
    assert (segmenter.scale_ > 0).all()
    assert ((segmenter.jaccard_ >= 0) & (segmenter.jaccard_ <= 1)).all()

    order = list(range(len(rows)))
    random.shuffle(order)
    again = fit(features[order])
    assert again.centres_.tolist() == segmenter.centres_.tolist()
    assert again.predict(features).tolist() == labels.tolist()


def test_the_order_of_rows_with_awkward_sums_is_nothing():
    """Tenths do not add up exactly, and two of these clusters spend the same."""
    rows = [[3, 1, 10.1], [0, 1, 10.1], [2, 1, 10.2], [3, 1, 0.3], [1, 1, 0.2], [0, 2, 1.1]]
    rows += [[1, 1, 10.3], [3, 4, 0.1], [0, 1, 0.1], [2, 2, 0.1], [2, 3, 0.3]]
    frame = np.array(rows)
    left = RfmSegmenter().fit(frame)
    for seed in range(20):
        right = RfmSegmenter().fit(np.random.default_rng(seed).permutation(frame))
        assert right.names_ == left.names_
        np.testing.assert_array_equal(right.centres_, left.centres_)
        np.testing.assert_array_equal(right.scale_, left.scale_)


@pytest.mark.parametrize("n_segments", [0, 5])
def test_a_number_of_segments_without_names_is_an_error(n_segments):
    with pytest.raises(ValueError, match="n_segments must be 1 to 4"):
        RfmSegmenter(n_segments=n_segments).fit(np.array([[1.0, 1.0, 1.0]]))
