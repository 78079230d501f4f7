"""Scores as probabilities: a logistic curve over the log-odds (Platt 1999)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Calibration:
    """The line from the score of an algorithm to calibrated log-odds.

    Attributes:
        slope: 0 or above, so that the order of the scores stays.
        intercept: log-odds at score 0.
    """

    slope: float
    intercept: float

    @classmethod
    def learn(cls, scores: Floats, label: NDArray[np.bool_]) -> "Calibration":
        """Fit slope and intercept by maximum likelihood to scores, (n,), not of the training.

        As Platt proposed, the targets are (n1 + 1) / (n1 + 2) and 1 / (n0 + 2) in place of 1 and 0,
        so that the slope is finite if the scores separate the classes.
        """
        positives = int(label.sum())
        target = np.where(
            label, (positives + 1) / (positives + 2), 1 / (len(label) - positives + 2)
        )
        centre, spread = float(scores.mean()), float(scores.std()) or 1.0
        standard = (scores - centre) / spread

        def loss(line: Floats) -> tuple[float, Floats]:
            odds = line[0] * standard + line[1]
            error = sigmoid(odds) - target
            gradient = np.array([(error * standard).sum(), error.sum()])
            return float((np.logaddexp(0.0, odds) - target * odds).sum()), gradient

        start = np.array([1.0, log_odds(target.mean())])
        line = minimize(loss, start, jac=True, bounds=[(0.0, None), (None, None)]).x
        slope = float(line[0]) / spread
        return cls(slope, float(line[1]) - slope * centre)

    def apply(self, scores: Floats) -> Floats:
        """Return calibrated log-odds, (n,)."""
        return self.slope * scores + self.intercept


def sigmoid(odds: Floats) -> Floats:
    """Return the probabilities of log-odds."""
    return 1 / (1 + np.exp(-np.clip(odds, -500.0, 500.0)))


def log_odds(probability: Floats) -> Floats:
    """Return the log-odds of probabilities between 0 and 1."""
    return np.log(probability) - np.log1p(-probability)
