"""The best of several classifiers for a label: chosen, calibrated, tested, and explained."""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

from growthmart.classification.calibration import Calibration, log_odds, sigmoid
from growthmart.classification.metrics import Campaign, calibration_table, fit_of, measures
from growthmart.classification.preparation import Preparation, canonical_order, checked
from growthmart.classification.reasons import Drivers
from growthmart.classification.selection import Contest, Member, blended, compete
from growthmart.registry import Metric, paired_bootstrap

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

# Rows, and the label of each.
Labelled = tuple[pd.DataFrame, Iterable[Any]]

BASELINE = "prior_rate"
SEED = 20230101
# With fewer rows of a class, the folds of the cross-validation have too few to learn from.
LEAST_ROWS_OF_A_CLASS = 20
# The candidates are compared on at most so many rows, and the champion learns from at most so many.
MOST_ROWS_COMPARED = 20_000
MOST_ROWS = 200_000


@dataclass(frozen=True)
class Champion:
    """A fitted classifier. Its state is plain: arrays, numbers, texts and scikit-learn's objects.

    Attributes:
        algorithm: the candidate that won, ``blend`` for several, or ``prior_rate``, the baseline:
            every row has the rate of the training.
        columns: the columns of the training, in their order.
        classes: the two values of the label; the probabilities are those of the second.
        training_rows: the rows that the champion learnt from.
        metrics: the figures of every candidate and of the baseline.
        note: why the baseline is the champion, and other remarks; None without any.
        threshold: the probability from which a contact brings more than it costs.
    """

    algorithm: str
    columns: list[str]
    classes: list[Any]
    preparation: Preparation
    members: list[Member]
    calibration: Calibration
    drivers: Drivers
    threshold: float
    training_rows: int
    metrics: tuple[Metric, ...]
    note: str | None

    def predict_proba(self, frame: pd.DataFrame) -> Floats:
        """Return the probabilities of the two classes, (n, 2). The rows do not affect each other.

        Values that were not seen in the training are handled: an unknown category, or a missing
        value in any column.

        Raises:
            ValueError: a column of the training is missing, or holds another kind of values.
        """
        chance = self.chance(checked(frame))
        return np.column_stack([1 - chance, chance])

    def reasons(self, frame: pd.DataFrame, most: int = 3) -> list[str]:
        """Return for each row what moves its probability most, such as ``orders_count 1 (+)``.

        The method is occlusion: how far the log-odds move if the value of one column is replaced by
        the typical value of the training (its median, or the most frequent category). It serves
        every algorithm. Only the columns with the largest effect in the training are tried. A plus
        sign raises the probability, a minus sign lowers it.
        """
        table = checked(frame)
        return self.drivers.reasons(self.preparation, table, self.log_odds, most)

    def chance(self, table: pd.DataFrame) -> Floats:
        """Return the probability of the second class, (n,), for a checked table."""
        # the last digits differ by machine
        return np.round(sigmoid(self.log_odds(self.preparation.apply(table))), 9)

    def log_odds(self, matrix: Floats) -> Floats:
        """Return the calibrated log-odds of the second class, (n,), for a prepared matrix."""
        return self.calibration.apply(blended(self.members, matrix))


def fit_champion(
    frame: pd.DataFrame,
    label: Iterable[Any],
    *,
    calibration: Labelled | None = None,
    test: Labelled | None = None,
    campaign: Campaign | None = None,
    random_state: int = SEED,
) -> Champion:
    """Fit the best classifier for a label of two values.

    Logistic regression, a decision tree, a random forest, a support vector machine, gradient
    boosting, a small neural network, and the mean of the log-odds of the best three are compared by
    the log loss in a cross-validation of five stratified folds. Imputation with indicators of
    missing values, encoding and scaling are learnt inside each fold. The winner learns from all
    rows, is calibrated by a logistic curve, and is measured. The rate of the label is the champion
    if a class has too few rows, if no column differs, or if the winner is not better than this rate
    in the cross-validation, or worse than it in the test. The result does not depend on the order
    of the rows, and is the same on every run.

    Args:
        frame: a row per customer. Columns may be numbers, booleans and texts (categories), with
            missing values. Dates are refused.
        label: the value to predict, one per row: two values, such as booleans, 0 and 1, or no and
            yes. The second in their order is predicted. None may be missing.
        calibration: rows and labels to calibrate on, such as those of the next snapshot. By
            default, the predictions of the cross-validation for the folds that were left out.
        test: rows and labels to report on, such as those of the last snapshot. By default only the
            cross-validation is reported.
        campaign: cost and value of a contact, for the threshold and the profit.
        random_state: the seed.

    Returns:
        The :class:`Champion`, with ``predict_proba``, ``reasons``, ``threshold`` and ``metrics``.

    Raises:
        ValueError: no rows, a label with missing or more than two values, dates, or lists.

    Example:
        >>> champion = fit_champion(customers[["tenure", "country"]], customers["has_churned"])
        >>> champion.predict_proba(customers)[:, 1]
    """
    with warnings.catch_warnings(), threadpool_limits(limits=1):
        warnings.simplefilter("ignore", ConvergenceWarning)
        return _fit(frame, label, calibration, test, campaign or Campaign(), random_state)


def _fit(
    frame: pd.DataFrame,
    label: Iterable[Any],
    calibration: Labelled | None,
    test: Labelled | None,
    campaign: Campaign,
    seed: int,
) -> Champion:
    classes = _classes(label)
    rows = _Rows.of(frame, label, classes).sample(MOST_ROWS, seed)
    later, last = (_Rows.later(split, classes) for split in (calibration, test))
    preparation = Preparation.learn(rows.table)
    baseline = _baseline(rows, classes, campaign)
    compared = rows.sample(MOST_ROWS_COMPARED, seed)
    problem = _problem(compared, preparation)
    if problem is not None:
        return replace(
            baseline, metrics=tuple(_test_metrics([baseline], last, campaign)), note=problem
        )
    contest = compete(compared.table, compared.label, seed)
    metrics = _contest_metrics(contest, campaign)
    winner = contest.winner()
    if contest.loss(winner) >= contest.prior_loss:
        metrics += _test_metrics([baseline], last, campaign)
        note = "no candidate was better than the rate of the training: the rate is the champion"
        return replace(baseline, metrics=tuple(metrics), note=note)
    matrix = preparation.apply(rows.table)
    champion = replace(
        baseline,
        algorithm=winner,
        preparation=preparation,
        members=contest.fit(winner, matrix, rows.label, seed),
        calibration=Calibration.learn(contest.log_odds[winner], contest.label),
    )
    if later is not None and later.has_both_classes:
        odds = blended(champion.members, preparation.apply(later.table))
        champion = replace(champion, calibration=Calibration.learn(odds, later.label))
        metrics += _metrics(
            winner, "calibration", champion.chance(later.table), later.label, campaign
        )
    drivers = Drivers.learn(preparation, matrix, champion.log_odds)
    metrics += _test_metrics([champion, baseline], last, campaign)
    if last is None:
        truth, by_model, by_rate = contest.label, contest.probability(winner), contest.prior()
    else:
        truth = last.label
        by_model, by_rate = champion.chance(last.table), baseline.chance(last.table)
    if paired_bootstrap(fit_of, truth, by_model, by_rate).is_worse:
        note = f"{winner} was worse than the rate of the training: the rate is the champion"
        return replace(baseline, metrics=tuple(metrics), note=note)
    return replace(champion, drivers=drivers, metrics=tuple(metrics))


@dataclass(frozen=True)
class _Rows:
    """Checked columns and labels, in an order that does not depend on that of the frame."""

    table: pd.DataFrame
    label: Booleans

    @classmethod
    def of(cls, frame: pd.DataFrame, label: Iterable[Any], classes: list[Any]) -> "_Rows":
        table, values = checked(frame), pd.Series(list(label), dtype=object)
        if len(values) != len(table):
            raise ValueError(f"{len(table)} rows have {len(values)} labels")
        unknown = sorted({str(one) for one in values if one not in classes})
        if unknown:
            raise ValueError(f"the label has other values than {classes}: {unknown[:5]}")
        truth = values.eq(classes[-1]).to_numpy(bool)
        order = canonical_order(table, truth)
        return cls(table.iloc[order].reset_index(drop=True), truth[order])

    @classmethod
    def later(cls, split: Labelled | None, classes: list[Any]) -> "_Rows | None":
        return None if split is None or not len(split[0]) else cls.of(*split, classes)

    @property
    def has_both_classes(self) -> bool:
        least = min(int(self.label.sum()), int((~self.label).sum()))
        return least >= LEAST_ROWS_OF_A_CLASS

    def sample(self, most: int, seed: int) -> "_Rows":
        """Return at most so many rows, in their order."""
        if len(self.label) <= most:
            return self
        drawn = np.sort(np.random.default_rng(seed).permutation(len(self.label))[:most])
        return _Rows(self.table.iloc[drawn].reset_index(drop=True), self.label[drawn])


def _classes(label: Iterable[Any]) -> list[Any]:
    values = pd.Series(list(label), dtype=object)
    if not len(values):
        raise ValueError("there are no rows to learn from")
    if values.isna().any():
        raise ValueError(f"{values.isna().sum()} labels are missing: leave these rows out")
    found = sorted({one.item() if hasattr(one, "item") else one for one in values})
    if found in ([False], [True]):
        return [type(found[0])(0), type(found[0])(1)]
    if len(found) == 1:
        return [*found, None]
    if len(found) > 2:
        raise ValueError(f"the label has {len(found)} values, and two are needed: {found[:5]}")
    return found


def _baseline(rows: _Rows, classes: list[Any], campaign: Campaign) -> Champion:
    """Return the champion that gives every row the rate of the label, never quite 0 or 1."""
    least = 0.5 / (len(rows.label) + 1)
    rate = np.clip(rows.label.mean(), least, 1 - least)
    return Champion(
        algorithm=BASELINE,
        columns=list(rows.table),
        classes=classes,
        preparation=Preparation([]),
        members=[],
        calibration=Calibration(0.0, float(log_odds(rate))),
        drivers=Drivers([], []),
        threshold=campaign.threshold,
        training_rows=len(rows.label),
        metrics=(),
        note=None,
    )


def _problem(rows: _Rows, preparation: Preparation) -> str | None:
    """Return why no classifier can learn from the rows, or None."""
    if rows.label.all() or not rows.label.any():
        return "all rows have the same label: the rate is the champion"
    if not rows.has_both_classes:
        least = min(int(rows.label.sum()), int((~rows.label).sum()))
        return (
            f"{least} rows of one class are too few to learn from, {LEAST_ROWS_OF_A_CLASS} are "
            "needed: the rate is the champion"
        )
    if not preparation.columns:
        return "no column differs between the rows: the rate is the champion"
    return None


def _contest_metrics(contest: Contest, campaign: Campaign) -> list[Metric]:
    split = "cross_validation"
    found = _metrics(BASELINE, split, contest.prior(), contest.label, campaign)
    for name in contest.members:
        found += _metrics(name, split, contest.probability(name), contest.label, campaign)
    return found


def _test_metrics(models: list[Champion], last: _Rows | None, campaign: Campaign) -> list[Metric]:
    if last is None:
        return []
    found = []
    for model in models:
        chance = model.chance(last.table)
        found += _metrics(model.algorithm, "test", chance, last.label, campaign)
        bins = calibration_table(chance, last.label).set_index("bin")
        for kind in ("predicted_rate", "observed_rate"):
            for number, value in bins[kind].items():
                found.append(
                    Metric(model.algorithm, "test", f"{kind}_of_tenth_{number}", float(value))
                )
    return found


def _metrics(
    algorithm: str, split: str, chance: Floats, label: Booleans, campaign: Campaign
) -> list[Metric]:
    found = measures(chance, label, campaign)
    return [Metric(algorithm, split, metric, value) for metric, value in found.items()]
