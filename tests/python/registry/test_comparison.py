"""A model is worse than another only if the difference is more than chance."""

import numpy as np
from sklearn.metrics import roc_auc_score

from growthmart.registry import paired_bootstrap


def scores(noise, seed=1, rows=600):
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 2, rows)
    return truth, truth + rng.normal(0, noise, rows)


def test_a_model_without_information_is_worse():
    truth, good = scores(1)
    bad = np.random.default_rng(9).normal(size=len(truth))

    worse = paired_bootstrap(roc_auc_score, truth, bad, good)
    assert worse.is_worse
    assert worse.low < worse.value < worse.high < 0
    better = paired_bootstrap(roc_auc_score, truth, good, bad)
    assert not better.is_worse
    assert (better.low, better.high) == (-worse.high, -worse.low)


def test_equal_models_differ_by_nothing_and_a_chance_difference_is_not_worse():
    truth, good = scores(1)
    same = paired_bootstrap(roc_auc_score, truth, good, good)
    assert (same.value, same.low, same.high, same.is_worse) == (0, 0, 0, False)
    one, other = good + np.random.default_rng(4).normal(0, 0.1, (2, len(good)))
    assert not paired_bootstrap(roc_auc_score, truth, one, other).is_worse
    assert not paired_bootstrap(roc_auc_score, truth, other, one).is_worse


def test_the_interval_has_the_width_of_the_textbook():
    """For a mean the bootstrap interval is the normal one: 1.96 standard errors on each side."""
    rng = np.random.default_rng(2)
    truth, first, second = rng.normal(size=(3, 2000))

    def negative_error(actual, predicted):
        return float(-np.abs(actual - predicted).mean())

    found = paired_bootstrap(negative_error, truth, first, second, samples=1000)
    each = np.abs(truth - second) - np.abs(truth - first)
    half = 1.96 * each.std() / np.sqrt(len(each))
    assert np.isclose(found.value, each.mean())
    assert np.isclose(found.high - found.low, 2 * half, rtol=0.1)


def test_rows_with_one_label_only_are_never_worse():
    def of_two_labels(truth, _):
        if len(set(truth)) < 2:
            raise ValueError
        return 0.5

    truth = np.array([1, 0])
    found = paired_bootstrap(of_two_labels, truth, truth, truth, samples=1)
    assert not found.is_worse
