"""What the predictions of a classifier are worth, against what happened."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score

from growthmart.classification.calibration import Calibration, log_odds

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

BINS = 10
# Probabilities of 0 and 1 would have an infinite log loss.
LEAST_PROBABILITY = 1e-6


@dataclass(frozen=True)
class Campaign:
    """What a contact costs and brings, in one currency.

    Attributes:
        contact_cost: the cost of contacting a customer.
        value: what a contact brings if the customer is one of those looked for.
    """

    contact_cost: float = 1.0
    value: float = 10.0

    @property
    def threshold(self) -> float:
        """The probability from which a contact brings more than it costs."""
        return min(1.0, self.contact_cost / self.value)

    def profit(self, probability: Floats, label: Booleans) -> float:
        """Return the value minus the cost of all contacts at the threshold."""
        is_contacted = probability >= self.threshold
        return float(
            self.value * (is_contacted & label).sum() - self.contact_cost * is_contacted.sum()
        )


def measures(probability: Floats, label: Booleans, campaign: Campaign) -> dict[str, float]:
    """Return the metrics of probabilities, (n,), of rows of which some have the label.

    A metric that does not exist is left out: AUC, average precision, lift and slope if only one
    class is there, precision if no row reaches the threshold.

    - ``auc``, ``average_precision``, ``brier``, ``log_loss``
    - ``calibration_error``: the mean distance of predicted and observed rate over ten bins of equal
      count; ``calibration_slope``: of the log-odds, 1 if calibrated
    - ``lift_10``: the rate of the tenth with the highest probability, divided by the overall rate
    - ``accuracy``, ``precision``, ``recall``, ``f1``, ``profit`` at the ``threshold`` by profit
    """
    bounded = np.clip(probability, LEAST_PROBABILITY, 1 - LEAST_PROBABILITY)
    bins = calibration_table(probability, label)
    error = (bins["predicted_rate"] - bins["observed_rate"]).abs()
    found = {
        "rows": float(len(label)),
        "base_rate": float(label.mean()),
        "brier": float(((probability - label) ** 2).mean()),
        "log_loss": float(losses(probability, label).mean()),
        "calibration_error": float((error * bins["rows"]).sum() / len(label)),
        "threshold": campaign.threshold,
        "profit": campaign.profit(probability, label),
    }
    found |= _at_threshold(probability >= campaign.threshold, label)
    if label.any() and not label.all():
        found["auc"] = float(roc_auc_score(label, probability))
        found["average_precision"] = float(average_precision_score(label, probability))
        found["lift_10"] = _lift(probability, label)
        if probability.min() < probability.max():
            found["calibration_slope"] = Calibration.learn(log_odds(bounded), label).slope
    return found


def calibration_table(probability: Floats, label: Booleans, bins: int = BINS) -> pd.DataFrame:
    """Return bins of equal count in the order of the probability.

    The columns are bin, rows, predicted_rate and observed_rate. Rows with one probability share the
    rate of their labels: their order is chance.
    """
    rates = pd.Series(label, dtype=float).groupby(probability).transform("mean")
    ranks = np.argsort(np.argsort(probability, kind="stable"), kind="stable")
    rows = pd.DataFrame({"bin": ranks * bins // len(label) + 1, "p": probability, "y": rates})
    return rows.groupby("bin", as_index=False).agg(
        rows=("y", "size"), predicted_rate=("p", "mean"), observed_rate=("y", "mean")
    )


def losses(probability: Floats, label: Booleans) -> Floats:
    """Return the log loss of each row, (n,)."""
    bounded = np.clip(probability, LEAST_PROBABILITY, 1 - LEAST_PROBABILITY)
    return -np.log(np.where(label, bounded, 1 - bounded))


def fit_of(label: Booleans, probability: Floats) -> float:
    """Return minus the mean log loss: the higher, the better the probabilities fit."""
    return -float(losses(probability, label).mean())


def _lift(probability: Floats, label: Booleans) -> float:
    """Count the rows that share the probability of the last one in the tenth in part."""
    most = max(1, round(len(label) / 10))
    last = np.sort(probability)[-most]
    above, at = probability > last, probability == last
    hits = label[above].sum() + label[at].mean() * (most - above.sum())
    return float(hits / most / label.mean())


def _at_threshold(predicted: Booleans, label: Booleans) -> dict[str, float]:
    hits = float((predicted & label).sum())
    found = {"accuracy": float((predicted == label).mean())}
    if predicted.any():
        found["precision"] = hits / float(predicted.sum())
    if label.any():
        found["recall"] = hits / float(label.sum())
        found["f1"] = 2 * hits / float(predicted.sum() + label.sum())
    return found
