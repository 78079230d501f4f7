"""The best of several uplift learners: chosen by cross-validation, tested, and never a bad bet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from growthmart.classification.preparation import Preparation, canonical_order, checked
from growthmart.registry import Metric
from growthmart.uplift.classes import uplift_classes
from growthmart.uplift.curves import (
    INTERVAL,
    Curve,
    qini_interval,
    qini_samples,
    uplift_by_decile,
    uplift_curve,
)
from growthmart.uplift.experiment import CONTROL, Experiment, Floats, Ints
from growthmart.uplift.learners import (
    AverageEffect,
    ClassTransformation,
    SLearner,
    TLearner,
    UpliftLearner,
    XLearner,
)
from growthmart.uplift.policy import best_arms, policy_samples, policy_value

BASELINE = "average_effect"
SEED = 20230101
FOLDS = 5
# With fewer responses in an arm, the effect of a feature cannot be told from chance.
LEAST_RESPONSES = 20


def _boosting() -> SLearner:
    trees = HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=60,
        max_leaf_nodes=6,
        min_samples_leaf=200,
        l2_regularization=10.0,
        early_stopping=False,
        random_state=SEED,
    )
    return SLearner(trees)


# The first one is preferred: another must be better by more than chance.
CANDIDATES: dict[str, Callable[[], UpliftLearner]] = {
    "s_learner": SLearner,
    "t_learner": TLearner,
    "x_learner": XLearner,
    "class_transformation": ClassTransformation,
    "s_learner_boosting": _boosting,
}


@dataclass(frozen=True)
class Champion:
    """A fitted uplift model. Its state is plain: arrays, numbers, texts and scikit-learn's objects.

    Attributes:
        algorithm: a name in ``CANDIDATES``, or ``average_effect``, the baseline.
        columns: the columns of the training, in their order.
        average_control: the response rate of the control arm.
        average_uplift: the effect of each treated arm on everyone, (k,).
        training_rows: the assignments that the champion learnt from.
        metrics: the figures of every candidate and of the baseline.
        note: why the baseline is the champion, or that the ranking may be chance; None otherwise.
    """

    algorithm: str
    columns: list[str]
    preparation: Preparation
    learner: UpliftLearner
    average_control: float
    average_uplift: list[float]
    training_rows: int
    metrics: list[Metric]
    note: str | None

    def predict(self, frame: pd.DataFrame) -> Floats:
        """Return the uplift of each treated arm, (n, k); the rows do not affect each other."""
        # the last digits differ by machine
        return np.round(self.learner.predict(self.preparation.apply(checked(frame))), 9)

    def predict_control(self, frame: pd.DataFrame) -> Floats:
        """Return the probability of a response without a treatment, (n,)."""
        return np.round(self.learner.predict_control(self.preparation.apply(checked(frame))), 9)

    def classes(self, frame: pd.DataFrame) -> NDArray[np.str_] | None:
        """Return the class of each person by the best treatment, (n,).

        Returns:
            The classes, or None if the champion is the baseline, which knows no differences.
        """
        if self.algorithm == BASELINE:
            return None
        uplift = self.predict(frame).max(axis=1)
        control = self.predict_control(frame)
        return uplift_classes(control, uplift, self.average_control, max(self.average_uplift))


def fit_champion(
    frame: pd.DataFrame,
    outcomes: Sequence[Any],
    arms: Sequence[int],
    *,
    people: Sequence[Any] | None = None,
    propensities: Any = None,
    is_test: Sequence[bool] | None = None,
    random_state: int = SEED,
) -> Champion:
    """Fit the best uplift learner for a randomised experiment.

    The learners are compared in a cross-validation of five folds; all assignments of a person are
    in one fold. With one treated arm, the Qini coefficient is compared, with several the value of
    giving each person the best arm. The S learner wins, unless another one is better by more than
    chance: the paired 95 % bootstrap interval of the difference is above 0. Among several of those,
    the best one wins.

    The winner is then judged on the test rows, without having seen them, or on the left-out folds
    if there are none. The baseline, the average effect for everyone, is the champion instead if the
    winner ranks worse than a random order, or if treating by it is worse than the best single arm
    (or no treatment) for everyone, each by a paired bootstrap, or if there are too few responses.
    At last the champion learns from all rows. The result does not depend on the order of the rows.

    Args:
        frame: a row per assignment, known before it. Columns may be numbers, booleans and texts,
            with missing values. Dates are refused.
        outcomes: 1 for a response, otherwise 0.
        arms: 0 for the control arm, 1 to k for the treated arms.
        people: who was assigned; by default, each row is another person.
        propensities: the known chances of the arms, (n, k + 1) or (k + 1,); by default, the shares.
        is_test: which rows are for the test, such as those of the newest campaigns.
        random_state: the seed.

    Raises:
        ValueError: there is no control arm, the arrays do not fit together, or a column has dates.
    """
    rows = _Rows.of(frame, outcomes, arms, people, propensities, is_test)
    learning = rows.take(~rows.is_test)
    problem = _problem(learning.trial)
    if problem is not None:
        return _champion(BASELINE, rows, [], problem)
    contest = _Contest.hold(learning, random_state)
    winner = contest.winner(random_state)
    metrics = [
        metric
        for name, predicted in contest.predicted.items()
        for metric in _metrics(name, "cross_validation", predicted, contest.average, contest.trial)
    ]
    split, trial = "cross_validation", contest.trial
    predicted, average = contest.predicted[winner], contest.average
    if rows.is_test.any() and _problem(rows.take(rows.is_test).trial) is None:
        tested = rows.take(rows.is_test)
        split, trial = "test", tested.trial
        predicted, average = (
            _fitted(name, learning).predict(tested) for name in (winner, BASELINE)
        )
        metrics += _metrics(winner, split, predicted, average, trial)
        metrics += _metrics(BASELINE, split, average, average, trial)
    metrics += _details(winner, split, predicted - average, trial, random_state)
    objection = _objection(predicted, average, trial, random_state)
    if objection is not None:
        note = f"{winner} {objection}: everyone has the average effect"
        return _champion(BASELINE, rows, metrics, note)
    return _champion(winner, rows, metrics, _warning(metrics))


@dataclass(frozen=True)
class _Rows:
    """Assignments in an order that does not depend on the order in which they were given.

    Attributes:
        table: their checked columns.
        trial: their arms and outcomes, without features.
        person: (n,) the number of the person.
        is_test: (n,) whether they are for the test.
    """

    table: pd.DataFrame
    trial: Experiment
    person: Ints
    is_test: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        frame: pd.DataFrame,
        outcomes: Sequence[Any],
        arms: Sequence[int],
        people: Sequence[Any] | None,
        propensities: Any,
        is_test: Sequence[bool] | None,
    ) -> "_Rows":
        table = checked(frame)
        trial = Experiment.of(
            np.empty((len(table), 0)), np.asarray(outcomes), np.asarray(arms), propensities
        )
        test = np.zeros(len(table), bool) if is_test is None else np.asarray(is_test, bool)
        person = np.arange(len(table))
        keys = [trial.outcomes, trial.arms, test, *trial.propensities.T]
        if people is not None:
            person = np.unique(np.asarray(people), return_inverse=True)[1]
            keys.append(person)
        # equal rows are interchangeable
        ranks = np.unique(np.column_stack(keys), axis=0, return_inverse=True)[1]
        order = canonical_order(table, ranks)
        ordered = table.iloc[order].reset_index(drop=True)
        person = person if people is None else person[order]
        return cls(ordered, trial.take(order), person, test[order])

    def take(self, rows: NDArray[np.bool_]) -> "_Rows":
        return _Rows(
            self.table[rows].reset_index(drop=True),
            self.trial.take(rows),
            self.person[rows],
            self.is_test[rows],
        )


@dataclass(frozen=True)
class _Fitted:
    preparation: Preparation
    learner: UpliftLearner

    def predict(self, rows: _Rows) -> Floats:
        return self.learner.predict(self.preparation.apply(rows.table))


def _fitted(name: str, rows: _Rows) -> _Fitted:
    preparation = Preparation.learn(rows.table)
    learner = AverageEffect() if name == BASELINE else CANDIDATES[name]()
    trial = rows.trial
    matrix = preparation.apply(rows.table)
    return _Fitted(preparation, learner.fit(matrix, trial.outcomes, trial.arms, trial.propensities))


@dataclass(frozen=True)
class _Contest:
    """What every candidate predicted for the assignments that it had not learnt from.

    Attributes:
        trial: the assignments.
        predicted: (n, k) by candidate, and by the baseline.
    """

    trial: Experiment
    predicted: dict[str, Floats]

    @property
    def average(self) -> Floats:
        """What the baseline predicted, (n, k): the average effect on the other folds' people."""
        return self.predicted[BASELINE]

    @classmethod
    def hold(cls, rows: _Rows, seed: int) -> "_Contest":
        people = int(rows.person.max()) + 1
        fold = (np.random.default_rng(seed).permutation(people) % FOLDS)[rows.person]
        names = [*CANDIDATES, BASELINE]
        shape = (len(rows.trial), len(rows.trial.treated_arms))
        predicted = {name: np.empty(shape) for name in names}
        for one in range(FOLDS):
            rest, left_out = rows.take(fold != one), rows.take(fold == one)
            for name in names:
                predicted[name][fold == one] = _fitted(name, rest).predict(left_out)
        return cls(rows.trial, predicted)

    def winner(self, seed: int) -> str:
        """Return the best candidate that is better than the first one by more than chance."""
        names = list(CANDIDATES)
        if len(self.trial.treated_arms) > 1:
            policies = [best_arms(self.predicted[name]) for name in names]
            value = np.array([policy_value(one, self.trial) for one in policies])
            samples = policy_samples(policies, self.trial, seed)
        else:
            rankings = [(self.predicted[name] - self.average)[:, 0] for name in names]
            curves = [uplift_curve(one, self.trial) for one in rankings]
            value = np.array([curve.qini_coefficient for curve in curves])
            samples = qini_samples(rankings, self.trial, seed)
        low = np.quantile(samples - samples[:, [0]], INTERVAL[0], axis=0)
        return names[int(np.where(low > 0, value, -np.inf).argmax())]


def _champion(name: str, rows: _Rows, metrics: list[Metric], note: str | None) -> Champion:
    fitted, average = _fitted(name, rows), AverageEffect()
    trial = rows.trial
    average.fit(trial.features, trial.outcomes, trial.arms, trial.propensities)
    return Champion(
        algorithm=name,
        columns=list(rows.table),
        preparation=fitted.preparation,
        learner=fitted.learner,
        average_control=average.control_rate_,
        average_uplift=average.effects_,
        training_rows=len(trial),
        metrics=metrics,
        note=note,
    )


def _problem(trial: Experiment) -> str | None:
    """Return why no effect can be learnt from these assignments, or None."""
    responses = np.bincount(trial.arms, trial.outcomes, minlength=trial.propensities.shape[1])
    if responses.min() < LEAST_RESPONSES:
        return (
            f"an arm has {int(responses.min())} responses, fewer than {LEAST_RESPONSES}: everyone "
            "has the average effect"
        )
    return None


def _objection(predicted: Floats, average: Floats, trial: Experiment, seed: int) -> str | None:
    """Return why a model is no champion, or None."""
    for arm in trial.treated_arms:
        is_pair, pair = _pair(trial, arm)
        ranking = (predicted - average)[is_pair, arm - 1]
        if qini_interval(ranking, pair, seed)[1] < 0:
            return "ranks worse than a random order"
    policies = [best_arms(predicted), best_arms(average)]
    values = policy_samples(policies, trial, seed)
    is_worse = np.quantile(values[:, 0] - values[:, 1], INTERVAL[1]) < 0
    return "is worse than the best single arm for everyone" if is_worse else None


def _warning(metrics: list[Metric]) -> str | None:
    """Return what a reader should know about the winner, or None."""
    if any(one.metric == "qini_low" and one.value <= 0 for one in metrics):
        return "the interval of the Qini coefficient contains 0: the ranking may be chance"
    return None


def _pair(trial: Experiment, arm: int) -> tuple[NDArray[np.bool_], Experiment]:
    """Return who is in one treated arm or in the control arm, and these people."""
    return (trial.arms == arm) | (trial.arms == CONTROL), trial.pair(arm)


def _curves(ranking: Floats, trial: Experiment) -> list[Curve]:
    """Return the curve of each treated arm."""
    curves = []
    for arm in trial.treated_arms:
        is_pair, pair = _pair(trial, arm)
        curves.append(uplift_curve(ranking[is_pair, arm - 1], pair))
    return curves


def _metrics(
    name: str, split: str, predicted: Floats, average: Floats, trial: Experiment
) -> list[Metric]:
    """Return the figures of one model; those of a ranking are means over the treated arms.

    People are ranked by their difference from the average effect: in a cross-validation, that
    average differs a little from fold to fold.
    """
    curves = _curves(predicted - average, trial)
    figures = {
        "qini": float(np.mean([curve.qini_coefficient for curve in curves])),
        "auuc": float(np.mean([curve.auuc for curve in curves])),
        "uplift_at_10": float(np.mean([curve.uplift_of_top(0.1) for curve in curves])),
        "policy_value": policy_value(best_arms(predicted), trial),
    }
    return [Metric(name, split, metric, value) for metric, value in figures.items()]


def _details(name: str, split: str, ranking: Floats, trial: Experiment, seed: int) -> list[Metric]:
    """Return the interval of the Qini coefficient and the uplift by decile, for one treated arm."""
    if len(trial.treated_arms) > 1:
        return []
    low, high = qini_interval(ranking[:, 0], trial, seed)
    figures = {"qini_low": low, "qini_high": high}
    for decile in uplift_by_decile(ranking[:, 0], trial):
        if decile.measured is not None:
            figures[f"uplift_decile_{decile.number}"] = decile.measured
    return [Metric(name, split, metric, value) for metric, value in figures.items()]
