"""The champion: the best learner, or the average effect where nothing better can be shown."""

import numpy as np
import pandas as pd
import pytest

from growthmart.registry import dump, load
from growthmart.uplift import Experiment, best_arms, fit_champion, policy_value, uplift_classes
from growthmart.uplift.champion import BASELINE, CANDIDATES

from .trials import trial

STRONG = ((0.1, 0.3, 0.0),)
TWO_ARMS = {"shares": (0.4, 0.3, 0.3), "effects": ((0.0, 0.15, 0.0), (0.0, -0.15, 0.0))}


def fit(drawn, **parameters):
    return fit_champion(drawn.frame, drawn.outcomes, drawn.arms, **parameters)


@pytest.fixture(scope="module")
def champion():
    drawn = trial(3_000, effects=STRONG)
    return fit(drawn, is_test=np.arange(3_000) >= 2_000)


def figure(champion, algorithm, split, metric):
    (found,) = [
        one.value
        for one in champion.metrics
        if (one.algorithm, one.split, one.metric) == (algorithm, split, metric)
    ]
    return found


def test_a_learner_wins_and_is_judged_on_the_test(champion):
    name = champion.algorithm
    later = trial(3_000, seed=2, effects=STRONG)

    assert name in CANDIDATES
    assert champion.note is None
    assert champion.training_rows == 3_000
    assert figure(champion, name, "test", "qini") > 0.02
    assert figure(champion, BASELINE, "test", "qini") == 0
    assert figure(champion, name, "test", "qini_low") > 0
    assert figure(champion, name, "test", "uplift_decile_1") > 0.2
    assert all(figure(champion, one, "cross_validation", "qini") > 0 for one in CANDIDATES)
    assert np.corrcoef(champion.predict(later.frame)[:, 0], later.truth[:, 0])[0, 1] > 0.8


def test_the_stored_champion_gives_the_same_scores(champion):
    later = trial(500, seed=3).frame
    again = load(dump(champion))

    assert np.array_equal(again.predict(later), champion.predict(later))
    assert again.classes(later).tolist() == champion.classes(later).tolist()
    assert again.metrics == champion.metrics


def test_the_order_of_the_rows_has_no_effect(champion):
    drawn = trial(3_000, effects=STRONG)
    order = np.random.default_rng(4).permutation(3_000)
    shuffled = fit(drawn.take(order), is_test=(np.arange(3_000) >= 2_000)[order])
    later = trial(500, seed=3).frame

    assert shuffled.algorithm == champion.algorithm
    assert np.array_equal(shuffled.predict(later), champion.predict(later))
    assert np.array_equal(shuffled.predict(later[::-1])[::-1], champion.predict(later))


def test_with_several_arms_each_person_gets_the_best_one():
    champion = fit(trial(4_000, **TWO_ARMS))
    later = trial(4_000, seed=2, **TWO_ARMS)
    experiment = Experiment.of(later.frame.to_numpy(), later.outcomes, later.arms)
    chosen = best_arms(champion.predict(later.frame))

    singles = [policy_value(np.full(4_000, arm), experiment) for arm in range(3)]
    assert policy_value(chosen, experiment) > max(singles) + 0.04


def test_a_ranking_by_chance_is_said_to_be_one():
    drawn = trial(800, effects=((0.1, 0, 0),))
    noise = pd.DataFrame({"noise": np.random.default_rng(1).normal(size=800)})
    champion = fit_champion(noise, drawn.outcomes, drawn.arms)

    assert champion.algorithm == "s_learner"
    assert champion.note.endswith("the ranking may be chance")


def test_a_ranking_that_no_longer_holds_leaves_the_average():
    """In the test, the treatment helps those whom it harmed before."""
    before, after = trial(1_500), trial(1_500, seed=2, effects=((0.1, -0.15, 0.0),))
    champion = fit_champion(
        pd.concat([before.frame, after.frame]),
        np.concatenate([before.outcomes, after.outcomes]),
        np.concatenate([before.arms, after.arms]),
        is_test=np.arange(3_000) >= 1_500,
    )

    assert champion.algorithm == BASELINE
    assert champion.note.endswith(
        "ranks worse than a random order: everyone has the average effect"
    )
    assert champion.classes(before.frame) is None
    assert np.ptp(champion.predict(before.frame)) == 0


def test_too_few_responses_leave_the_average():
    drawn = trial(200)
    outcomes = drawn.outcomes * (np.arange(200) < 20)
    champion = fit_champion(drawn.frame, outcomes, drawn.arms)

    assert champion.algorithm == BASELINE
    assert "fewer than 20" in champion.note


def test_all_assignments_of_a_person_are_in_one_fold():
    """A person who is assigned ten times must not be learnt by heart."""
    generator = np.random.default_rng(5)
    people = np.repeat(np.arange(200), 10)
    frame = pd.DataFrame({"person": generator.normal(size=200)[people]})
    habit = (generator.random(200) < 0.5)[people]
    arms = generator.integers(0, 2, 2_000)
    outcomes = (habit & (generator.random(2_000) < 0.9)).astype(float)
    champion = fit_champion(frame, outcomes, arms, people=people)

    assert abs(figure(champion, "s_learner_boosting", "cross_validation", "qini")) < 0.03


def test_missing_values_and_texts_are_features():
    drawn = trial(2_000)
    frame = drawn.frame.assign(word=np.where(drawn.frame["helped"] > 0, "yes", "no"), gap=None)
    frame.loc[::7, "other"] = np.nan
    champion = fit_champion(frame, drawn.outcomes, drawn.arms)

    assert np.isfinite(champion.predict(frame)).all()


def test_the_four_classes():
    control = np.array([0.1, 0.9, 0.1, 0.9, 0.5, 0.1])
    uplift = np.array([0.8, 0.05, 0.05, -0.8, 0.0, -0.05])

    assert uplift_classes(control, uplift, 0.5, 0.1).tolist() == [
        "persuadable",
        "sure_thing",
        "lost_cause",
        "sleeping_dog",
        "sure_thing",
        "lost_cause",
    ]


def test_without_an_average_effect_every_effect_counts():
    classes = uplift_classes(np.full(2, 0.5), np.array([0.01, -0.01]), 0.5, -0.2)

    assert classes.tolist() == ["persuadable", "sleeping_dog"]
