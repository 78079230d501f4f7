"""The algorithms that compete: each learns from a matrix and returns log-odds.

Log-odds need not be calibrated here: a logistic calibration follows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from growthmart.classification.neural import NeuralNetwork

Floats = NDArray[np.float64]

# An SVM takes the square of the rows in time.
MOST_SVM_ROWS = 2_000


class Scorer(Protocol):
    """What learnt from a matrix: plain state, no open files, no tensors."""

    def log_odds(self, matrix: Floats) -> Floats:
        """Return a score for each row, (n,); the rows do not affect each other."""
        ...


@dataclass(frozen=True)
class Linear:
    """A weighted sum, (f,) weights."""

    weights: Floats
    intercept: float

    def log_odds(self, matrix: Floats) -> Floats:
        """Return the sums; not by BLAS, whose last digits depend on the position of the row."""
        return (matrix * self.weights).sum(axis=1) + self.intercept


@dataclass(frozen=True)
class Probabilities:
    """A classifier of scikit-learn with probabilities, as log-odds.

    Attributes:
        classifier: the fitted classifier.
        floor: the least probability of either class, so that the log-odds are finite.
    """

    classifier: Any
    floor: float

    def log_odds(self, matrix: Floats) -> Floats:
        """Return the log-odds of its probabilities."""
        chance = self.classifier.predict_proba(matrix)[:, 1] if len(matrix) else np.zeros(0)
        chance = np.clip(chance, self.floor, 1 - self.floor)
        return np.log(chance) - np.log1p(-chance)


@dataclass(frozen=True)
class Margins:
    """A classifier of scikit-learn with a margin."""

    classifier: Any

    def log_odds(self, matrix: Floats) -> Floats:
        """Return the margins."""
        return self.classifier.decision_function(matrix) if len(matrix) else np.zeros(0)


def _logistic_regression(matrix: Floats, label: NDArray[np.bool_], seed: int) -> Linear:
    fitted = LogisticRegression(C=0.3, max_iter=500).fit(matrix, label)
    return Linear(fitted.coef_[0].copy(), float(fitted.intercept_[0]))


def _decision_tree(matrix: Floats, label: NDArray[np.bool_], seed: int) -> Probabilities:
    tree = DecisionTreeClassifier(max_depth=5, min_samples_leaf=20, random_state=seed)
    return Probabilities(tree.fit(matrix, label), 1 / len(label))


def _random_forest(matrix: Floats, label: NDArray[np.bool_], seed: int) -> Probabilities:
    forest = RandomForestClassifier(150, min_samples_leaf=5, max_features="sqrt", random_state=seed)
    return Probabilities(forest.fit(matrix, label), 1 / len(label))


def _svm(matrix: Floats, label: NDArray[np.bool_], seed: int) -> Margins:
    chosen = np.sort(np.random.default_rng(seed).permutation(len(label))[:MOST_SVM_ROWS])
    return Margins(SVC(C=0.5, gamma="auto").fit(matrix[chosen], label[chosen]))


def _gradient_boosting(matrix: Floats, label: NDArray[np.bool_], seed: int) -> Probabilities:
    boosting = HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=120,
        max_leaf_nodes=8,
        min_samples_leaf=20,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=seed,
    )
    return Probabilities(boosting.fit(matrix, label), 1e-6)


# The names are those of `algorithm` in the tables.
CANDIDATES: dict[str, Callable[[Floats, NDArray[np.bool_], int], Scorer]] = {
    "logistic_regression": _logistic_regression,
    "decision_tree": _decision_tree,
    "random_forest": _random_forest,
    "svm": _svm,
    "gradient_boosting": _gradient_boosting,
    "neural_network": NeuralNetwork.fit,
}
