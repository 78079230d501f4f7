"""Which model of value is used: orders times spend, or past spend where that ranks better."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from growthmart.clv.baselines import AverageSpend
from growthmart.clv.choosing import PAST_SPEND, SPLIT, Choice
from growthmart.clv.spend import GammaGamma
from growthmart.clv.value import CustomerValue, PastSpendValue
from growthmart.registry import Metric

Floats = NDArray[np.float64]

# below this probability, the dependence of spend and frequency is no chance
SURELY = 0.01


@dataclass(frozen=True)
class Spenders:
    """Customers with their orders of a positive value, and what they spent afterwards.

    Attributes:
        X: (n, 3 + c) frequency, recency and age, then the covariates.
        spend: (n, 3) the number of repeat orders with a value, their average value, and the value
            of all orders so far.
        later: (n,) the spend in the time that followed; empty for the customers of today.
        length: how long that time was.
    """

    X: Floats
    spend: Floats
    later: Floats
    length: float


@dataclass(frozen=True)
class ValueChoice:
    """The model of value, its name, the figures of the test, and what a reader should know."""

    name: str
    model: CustomerValue
    metrics: tuple[Metric, ...]
    notes: tuple[str, ...]


def choose_value(choice: Choice, today: Spenders, test: Spenders | None) -> ValueChoice:
    """Fit the spend of today, and see if past spend would have ranked the customers better.

    Args:
        choice: the model of the number of orders.
        today: the customers to learn from.
        test: those of the earlier day on which models of orders were tested; None without.
    """
    spend, notes = fit_spend(today)
    model = CustomerValue(choice.model, spend)
    if test is None or choice.tested is None or not (test.later > 0).any():
        return ValueChoice(choice.name, model, (), notes)
    tried = CustomerValue(choice.tested, fit_spend(test)[0])
    histories = test.X if choice.has_channel else test.X[:, :3]
    past = test.spend[:, 2]
    expected = {
        choice.name: tried.expected(histories, test.spend, test.length),
        PAST_SPEND: past,
    }
    ranks = {name: _rank_correlation(one, test.later) for name, one in expected.items()}
    metrics = tuple(
        Metric(name, SPLIT, metric, figure(one, test.later))
        for name, one in expected.items()
        for metric, figure in (
            ("spend_rank_correlation", _rank_correlation),
            ("spend_top_decile_share", top_decile_share),
        )
    )
    if ranks[choice.name] >= ranks[PAST_SPEND]:
        return ValueChoice(choice.name, model, metrics, notes)
    rate = float(test.later.sum() / past.sum() / test.length)
    note = f"past spend ranked customers better than {choice.name} in the last months"
    return ValueChoice(
        PAST_SPEND, PastSpendValue(choice.model, spend, rate), metrics, (*notes, note)
    )


def fit_spend(customers: Spenders) -> tuple[GammaGamma | AverageSpend, tuple[str, ...]]:
    """Fit Gamma-Gamma to customers with repeat orders, or an average where that cannot be.

    Returns:
        The model, and what a reader should know.
    """
    average = AverageSpend().fit(customers.spend)
    repeaters = customers.X[:, 0] > 0
    without_value = int((repeaters & (customers.spend[:, 0] == 0)).sum())
    left_out = f"{without_value} customers whose repeat orders have no positive value are left out"
    notes = (left_out,) if without_value else ()
    try:
        spend = GammaGamma().fit(customers.spend[repeaters])
    except ValueError as error:
        return average, (*notes, f"average spend instead of Gamma-Gamma: {error}")
    if spend.boundary_ or spend.is_singular_ or not np.isfinite(spend.mean_):
        problem = "average spend instead of Gamma-Gamma, which has no optimum or no mean"
        return average, (*notes, problem)
    if spend.p_value_ < SURELY:
        dependence = (
            "spend depends on the number of orders, which Gamma-Gamma does not know: rank "
            f"correlation {spend.correlation_:.2f}"
        )
        return spend, (*notes, dependence)
    return spend, notes


def top_decile_share(score: Floats, came: Floats) -> float:
    """Return the share of what came from the tenth of the customers who are ranked first."""
    first = np.argsort(-score, kind="stable")[: round(len(score) / 10)]
    return float(came[first].sum() / came.sum())


def _rank_correlation(score: Floats, came: Floats) -> float:
    return float(spearmanr(score, came).statistic)
