"""The learners find a known effect, whatever the shares of the arms and the order of the rows."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from growthmart.uplift import AverageEffect, ClassTransformation, SLearner, TLearner, XLearner

from .trials import trial

LEARNERS = [SLearner, TLearner, XLearner, ClassTransformation]
TWO_ARMS = {"shares": (0.4, 0.3, 0.3), "effects": ((0.0, 0.15, 0.0), (0.05, -0.15, 0.0))}


def fit(learner, drawn, propensities=None):
    return learner().fit(drawn.frame.to_numpy(), drawn.outcomes, drawn.arms, propensities)


@pytest.mark.parametrize("learner", LEARNERS)
def test_the_effect_is_found(learner):
    drawn = trial(8_000)
    fitted = fit(learner, drawn)
    uplift = fitted.predict(drawn.frame.to_numpy())

    assert uplift.shape == (8_000, 1)
    assert np.corrcoef(uplift[:, 0], drawn.truth[:, 0])[0, 1] > 0.8
    assert abs(uplift.mean() - drawn.truth.mean()) < 0.03
    control = fitted.predict_control(drawn.frame.to_numpy())
    assert np.corrcoef(control, drawn.control)[0, 1] > 0.9


@pytest.mark.parametrize("learner", LEARNERS)
def test_several_arms_are_compared_with_one_control(learner):
    drawn = trial(12_000, **TWO_ARMS)
    uplift = fit(learner, drawn).predict(drawn.frame.to_numpy())

    for arm in (0, 1):
        assert np.corrcoef(uplift[:, arm], drawn.truth[:, arm])[0, 1] > 0.85


@pytest.mark.parametrize("learner", [*LEARNERS, AverageEffect])
def test_the_order_of_the_rows_has_no_effect(learner):
    drawn = trial(1_000, **TWO_ARMS)
    shuffled = drawn.take(np.random.default_rng(2).permutation(1_000))
    everyone = drawn.frame.to_numpy()

    assert np.array_equal(
        fit(learner, drawn).predict(everyone), fit(learner, shuffled).predict(everyone)
    )


@pytest.mark.parametrize("learner", LEARNERS)
def test_any_classifier_with_weights_serves(learner):
    drawn = trial(3_000)
    weak = learner(LogisticRegression(C=100.0))
    weak.fit(drawn.frame.to_numpy(), drawn.outcomes, drawn.arms)

    uplift = weak.predict(drawn.frame.to_numpy())[:, 0]
    assert np.corrcoef(uplift, drawn.truth[:, 0])[0, 1] > 0.8


@pytest.mark.parametrize("learner", [*LEARNERS, AverageEffect])
def test_known_propensities_undo_a_difference_of_the_audiences(learner):
    """A campaign with good customers treated most of them, another one with bad customers few."""
    good = trial(6_000, seed=1, shares=(0.2, 0.8), effects=((0.1, 0, 0),))
    bad = trial(6_000, seed=2, shares=(0.8, 0.2), effects=((0.1, 0, 0),))
    features = np.concatenate([good.frame.to_numpy(), bad.frame.to_numpy()])[:, :1]
    # the feature that tells good customers from bad ones is hidden
    outcomes = np.concatenate([good.outcomes, bad.outcomes * (np.arange(6_000) % 3 == 0)])
    arms = np.concatenate([good.arms, bad.arms])
    chances = np.repeat([[0.2, 0.8], [0.8, 0.2]], 6_000, axis=0)
    true = (good.truth.mean() + bad.truth.mean() / 3) / 2

    naive = learner().fit(features, outcomes, arms).predict(features).mean()
    known = learner().fit(features, outcomes, arms, chances).predict(features).mean()
    assert naive - true > 0.08
    assert abs(known - true) < 0.025


@pytest.mark.parametrize("learner", LEARNERS)
def test_an_arm_without_a_response_has_the_probability_0(learner):
    drawn = trial(400)
    outcomes = drawn.outcomes * (drawn.arms == 1)
    fitted = learner().fit(drawn.frame.to_numpy(), outcomes, drawn.arms)

    assert fitted.predict(drawn.frame.to_numpy()).mean() > 0
    assert np.isfinite(fitted.predict_control(drawn.frame.to_numpy())).all()


@pytest.mark.parametrize(
    ("arms", "problem"),
    [
        ([1, 1, 1], "no causal claim"),
        ([0, 0, 0], "no causal claim"),
        ([0, 2, 2], "no causal claim"),
        ([0, 1, -1], "numbered from 0"),
        ([0, 1], "same number of rows"),
    ],
)
def test_without_a_control_there_is_no_claim(arms, problem):
    with pytest.raises(ValueError, match=problem):
        SLearner().fit(np.zeros((3, 1)), [0, 1, 1], arms)


def test_outcomes_are_0_or_1_and_chances_above_0():
    with pytest.raises(ValueError, match="0 or 1"):
        SLearner().fit(np.zeros((2, 1)), [0, 2], [0, 1])
    with pytest.raises(ValueError, match="above 0"):
        SLearner().fit(np.zeros((2, 1)), [0, 1], [0, 1], [1.0, 0.0])
