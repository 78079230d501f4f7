"""Curves of shares: known cases, and the same area whatever the sizes of the arms."""

import numpy as np
import pytest

from growthmart.uplift import Experiment, qini_interval, uplift_by_decile, uplift_curve
from growthmart.uplift.curves import qini_samples

from .trials import trial


def experiment(outcomes, arms, propensities=None):
    return Experiment.of(np.empty((len(arms), 0)), outcomes, arms, propensities)


def test_a_curve_by_hand():
    # in order: a treated person who responds, a control who does not, then the reverse
    pair = experiment([1, 0, 0, 1], [1, 0, 1, 0])
    curve = uplift_curve(np.array([4.0, 3.0, 2.0, 1.0]), pair)

    assert curve.share.tolist() == [0, 0.25, 0.5, 0.75, 1]
    # responses of the treated / 2 - responses of the control / 2
    assert curve.qini.tolist() == [0, 0.5, 0.5, 0.5, 0]
    # share * (rate of the treated - rate of the control)
    assert curve.uplift.tolist() == [0, 0.25, 0.5, 0.375, 0]
    assert curve.qini_coefficient == pytest.approx(0.375)
    assert curve.auuc == pytest.approx(0.28125)
    assert curve.uplift_of_top(0.5) == pytest.approx(1.0)


def test_people_with_one_prediction_are_one_step():
    pair = experiment([1, 0, 0, 1], [1, 0, 1, 0])
    curve = uplift_curve(np.zeros(4), pair)

    assert curve.share.tolist() == [0, 1]
    assert curve.qini_coefficient == 0


def test_every_control_twice_changes_nothing():
    drawn = trial(500)
    twice = np.concatenate([np.arange(500), np.flatnonzero(drawn.arms == 0)])
    once = uplift_curve(drawn.truth[:, 0], experiment(drawn.outcomes, drawn.arms))
    more = uplift_curve(drawn.truth[twice, 0], experiment(drawn.outcomes[twice], drawn.arms[twice]))

    assert more.qini_coefficient == pytest.approx(once.qini_coefficient, abs=1e-12)
    assert more.auuc == pytest.approx(once.auuc, abs=1e-12)


def test_the_areas_are_the_same_when_the_control_is_halved_at_random():
    areas = []
    for seed in range(20):
        drawn = trial(4_000, seed=seed)
        generator = np.random.default_rng(seed)
        kept = np.flatnonzero((drawn.arms == 1) | (generator.random(4_000) < 0.5))
        curves = [
            uplift_curve(drawn.truth[rows, 0], experiment(drawn.outcomes[rows], drawn.arms[rows]))
            for rows in (np.arange(4_000), kept)
        ]
        areas.append([[curve.qini_coefficient, curve.auuc] for curve in curves])
    whole, halved = np.mean(areas, axis=0)
    assert halved == pytest.approx(whole, abs=0.003)
    assert whole.min() > 0.02


def test_the_end_of_both_curves_is_the_effect_of_treating_everyone():
    drawn = trial(3_000, shares=(0.2, 0.8))
    pair = experiment(drawn.outcomes, drawn.arms)
    curve = uplift_curve(drawn.truth[:, 0], pair)

    effect = drawn.outcomes[drawn.arms == 1].mean() - drawn.outcomes[drawn.arms == 0].mean()
    assert curve.qini[-1] == pytest.approx(effect)
    assert curve.uplift[-1] == pytest.approx(effect)


def test_the_interval_and_the_deciles_do_not_depend_on_the_order_of_the_rows():
    drawn = trial(800)
    mixed = drawn.take(np.random.default_rng(3).permutation(800))
    pairs = [(one.truth[:, 0], experiment(one.outcomes, one.arms)) for one in (drawn, mixed)]

    assert qini_interval(*pairs[0], seed=1) == qini_interval(*pairs[1], seed=1)
    assert uplift_by_decile(*pairs[0]) == uplift_by_decile(*pairs[1])


def test_the_interval_covers_the_truth():
    covered = []
    for seed in range(60):
        drawn = trial(1_500, seed=seed)
        pair = experiment(drawn.outcomes, drawn.arms)
        low, high = qini_interval(drawn.truth[:, 0], pair, seed)
        covered.append(low < TRUE_QINI < high)
    assert np.mean(covered) >= 0.88


# of the order by the true effect, from two million people
TRUE_QINI = 0.0413


def test_two_rankings_are_judged_on_the_same_samples():
    drawn = trial(1_000)
    pair = experiment(drawn.outcomes, drawn.arms)
    samples = qini_samples([drawn.truth[:, 0], 2 * drawn.truth[:, 0]], pair, seed=1)

    assert np.array_equal(samples[:, 0], samples[:, 1])


def test_deciles_hold_all_people_and_the_measured_uplift_falls():
    drawn = trial(20_000)
    deciles = uplift_by_decile(drawn.truth[:, 0], experiment(drawn.outcomes, drawn.arms))

    assert [one.number for one in deciles] == list(range(1, 11))
    assert sum(one.people_count for one in deciles) == 20_000
    assert deciles[0].measured > deciles[4].measured > deciles[9].measured
    assert deciles[0].predicted == pytest.approx(np.sort(drawn.truth[:, 0])[-2_000:].mean(), 0.05)


def test_a_decile_with_one_arm_has_no_measured_uplift():
    deciles = uplift_by_decile(np.arange(4.0), experiment([1, 0, 1, 0], [1, 0, 1, 0]))

    assert [one.measured for one in deciles] == [None] * 4
