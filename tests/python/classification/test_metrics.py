"""The metrics of a classifier."""

import numpy as np
import pytest

from growthmart.classification import Campaign, calibration_table, measures
from growthmart.classification.calibration import Calibration, log_odds, sigmoid

CHANCE = np.array([0.9, 0.8, 0.3, 0.1])
LABEL = np.array([True, False, True, False])


def test_measures_by_hand():
    found = measures(CHANCE, LABEL, Campaign(contact_cost=1, value=2))

    assert found["auc"] == 0.75
    assert found["average_precision"] == pytest.approx((1 + 2 / 3) / 2)
    assert found["brier"] == pytest.approx((0.01 + 0.64 + 0.49 + 0.01) / 4)
    assert found["log_loss"] == pytest.approx(-np.log([0.9, 0.2, 0.3, 0.9]).mean())
    assert found["lift_10"] == 2
    assert found["threshold"] == 0.5
    # two contacts, one of them in vain
    assert found["profit"] == 0
    assert [found[name] for name in ("accuracy", "precision", "recall", "f1")] == [0.5] * 4


def test_what_does_not_exist_is_left_out():
    found = measures(np.full(3, 0.2), np.zeros(3, bool), Campaign(1, 2))

    assert not {"auc", "average_precision", "lift_10", "precision", "recall", "f1"} & set(found)
    assert found["profit"] == 0


def test_equal_probabilities_share_the_lift():
    found = measures(np.full(20, 0.5), np.arange(20) < 5, Campaign())

    assert found["lift_10"] == pytest.approx(1)


def test_calibration_table_by_hand():
    table = calibration_table(CHANCE, LABEL, bins=2)

    assert table["bin"].tolist() == [1, 2]
    assert table["predicted_rate"].tolist() == pytest.approx([0.2, 0.85])
    assert table["observed_rate"].tolist() == [0.5, 0.5]


def test_equal_probabilities_share_the_observed_rate():
    found = measures(np.full(40, 0.25), np.arange(40) >= 30, Campaign())

    assert found["calibration_error"] == pytest.approx(0)


def test_calibration_finds_the_line():
    rng = np.random.default_rng(0)
    scores = rng.normal(size=20_000)
    label = rng.random(20_000) < sigmoid(0.5 * scores - 1)
    line = Calibration.learn(scores, label)

    assert [line.slope, line.intercept] == pytest.approx([0.5, -1], abs=0.05)
    assert sigmoid(line.apply(scores)).mean() == pytest.approx(label.mean(), abs=1e-3)


def test_calibration_of_scores_that_are_worth_nothing_or_separate():
    label = np.arange(100) < 40

    flat = Calibration.learn(-label.astype(float), label)
    assert flat.slope == 0
    assert flat.intercept == pytest.approx(log_odds(0.4), abs=0.01)
    separate = Calibration.learn(label.astype(float), label)
    assert np.isfinite(separate.slope)
