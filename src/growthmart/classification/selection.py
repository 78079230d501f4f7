"""The cross-validation that compares the candidates on the same folds."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

from growthmart.classification.calibration import Calibration, sigmoid
from growthmart.classification.candidates import CANDIDATES, Scorer
from growthmart.classification.metrics import fit_of
from growthmart.classification.preparation import Preparation

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

BLEND = "blend"
BLENDED = 3
FOLDS = 5

# What scores, and the calibration of its scores.
Member = tuple[Scorer, Calibration]


@dataclass(frozen=True)
class Contest:
    """What the candidates predict for rows that they did not learn from.

    Attributes:
        label: (n,) what happened.
        folds: (n,) the fold of each row.
        lines: by candidate the calibration of its scores.
        log_odds: by algorithm (n,) the calibrated log-odds by the model of the other folds.
        members: by algorithm the candidates that it consists of, one or several.
    """

    label: Booleans
    folds: NDArray[np.intp]
    lines: dict[str, Calibration]
    log_odds: dict[str, Floats]
    members: dict[str, list[str]]

    def probability(self, algorithm: str) -> Floats:
        """Return (n,) probabilities, each calibrated on the other folds."""
        odds, found = self.log_odds[algorithm], np.empty(len(self.label))
        for fold in range(FOLDS):
            inside = self.folds == fold
            line = Calibration.learn(odds[~inside], self.label[~inside])
            found[inside] = sigmoid(line.apply(odds[inside]))
        return found

    def prior(self) -> Floats:
        """Return (n,) the rate of the label in the other folds."""
        rates = [self.label[self.folds != fold].mean() for fold in range(FOLDS)]
        return np.array(rates)[self.folds]

    def loss(self, algorithm: str) -> float:
        """Return the mean log loss of an algorithm, rounded, because last digits differ."""
        return round(-fit_of(self.label, self.probability(algorithm)), 9)

    @property
    def prior_loss(self) -> float:
        """The mean log loss of the rate of the label, rounded likewise."""
        return round(-fit_of(self.label, self.prior()), 9)

    def winner(self) -> str:
        """Return the algorithm with the least log loss; of equal ones, the first."""
        return min(self.members, key=self.loss)

    def fit(self, algorithm: str, matrix: Floats, label: Booleans, seed: int) -> list[Member]:
        """Return the candidates that an algorithm consists of, each learnt from all rows."""
        names = self.members[algorithm]
        return [(CANDIDATES[name](matrix, label, seed), self.lines[name]) for name in names]


def compete(table: pd.DataFrame, label: Booleans, seed: int) -> Contest:
    """Let every candidate predict each of five stratified folds from the other four.

    The mean of the log-odds of the best three competes as ``blend``.
    """
    folds = np.empty(len(label), dtype=np.intp)
    scores = {name: np.empty(len(label)) for name in CANDIDATES}
    split = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    for fold, (train, rest) in enumerate(split.split(table, label)):
        folds[rest] = fold
        preparation = Preparation.learn(table.iloc[train])
        matrix = preparation.apply(table.iloc[train])
        unseen = preparation.apply(table.iloc[rest])
        for name, fit in CANDIDATES.items():
            scores[name][rest] = fit(matrix, label[train], seed).log_odds(unseen)
    lines = {name: Calibration.learn(scores[name], label) for name in CANDIDATES}
    log_odds = {name: line.apply(scores[name]) for name, line in lines.items()}
    contest = Contest(label, folds, lines, log_odds, {name: [name] for name in CANDIDATES})
    best = sorted(CANDIDATES, key=contest.loss)[:BLENDED]
    mixed = np.mean([log_odds[name] for name in best], axis=0)
    return Contest(label, folds, lines, log_odds | {BLEND: mixed}, contest.members | {BLEND: best})


def blended(members: list[Member], matrix: Floats) -> Floats:
    """Return (n,) the mean of the calibrated log-odds; 0 without members."""
    total = np.zeros(len(matrix))
    for scorer, line in members:
        total += line.apply(scorer.log_odds(matrix))
    return total / max(1, len(members))
