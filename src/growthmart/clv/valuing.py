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
GAMMA_GAMMA, TRAIN = "gamma_gamma", "train"


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


@dataclass(frozen=True)
class FittedSpend:
    """A model of spend, figures of its fit, and what a reader should know."""

    model: GammaGamma | AverageSpend
    metrics: tuple[Metric, ...]
    notes: tuple[str, ...]


def choose_value(choice: Choice, today: Spenders, test: Spenders | None) -> ValueChoice:
    """Fit the spend of today, and see if past spend would have ranked the customers better.

    Args:
        choice: the model of the number of orders.
        today: the customers to learn from.
        test: those of the earlier day on which models of orders were tested; None without.
    """
    spend = fit_spend(today)
    model = CustomerValue(choice.model, spend.model)
    if test is None or choice.tested is None or not (test.later > 0).any():
        return ValueChoice(choice.name, model, spend.metrics, spend.notes)
    tried = CustomerValue(choice.tested, fit_spend(test).model)
    histories = test.X if choice.has_channel else test.X[:, :3]
    past = test.spend[:, 2]
    expected = {
        choice.name: tried.expected(histories, test.spend, test.length),
        PAST_SPEND: past,
    }
    ranks = {name: _rank_correlation(one, test.later) for name, one in expected.items()}
    metrics = spend.metrics + tuple(
        Metric(name, SPLIT, metric, figure(one, test.later))
        for name, one in expected.items()
        for metric, figure in (
            ("spend_rank_correlation", _rank_correlation),
            ("spend_top_decile_share", top_decile_share),
        )
    )
    if ranks[choice.name] >= ranks[PAST_SPEND]:
        return ValueChoice(choice.name, model, metrics, spend.notes)
    rate = float(test.later.sum() / past.sum() / test.length)
    note = f"past spend ranked customers better than {choice.name} in the last months"
    by_past = PastSpendValue(choice.model, spend.model, rate)
    return ValueChoice(PAST_SPEND, by_past, metrics, (*spend.notes, note))


def fit_spend(customers: Spenders) -> FittedSpend:
    """Fit Gamma-Gamma to customers with repeat orders, or an average where that cannot be."""
    repeaters = customers.X[:, 0] > 0
    without_value = int((repeaters & (customers.spend[:, 0] == 0)).sum())
    left_out = Metric(GAMMA_GAMMA, TRAIN, "customers_without_value_left_out", without_value)
    average = AverageSpend().fit(customers.spend)
    try:
        spend = GammaGamma().fit(customers.spend[repeaters])
    except ValueError as error:
        return FittedSpend(average, (left_out,), (f"average spend is used: {error}",))
    metrics = (
        left_out,
        Metric(GAMMA_GAMMA, TRAIN, "log_likelihood", spend.log_likelihood_),
        Metric(GAMMA_GAMMA, TRAIN, "correlation_of_orders_and_spend", spend.correlation_),
        Metric(GAMMA_GAMMA, TRAIN, "correlation_p_value", spend.p_value_),
    )
    if spend.boundary_ or spend.is_singular_ or not np.isfinite(spend.mean_):
        problem = "average spend is used: Gamma-Gamma has no optimum or no mean"
        return FittedSpend(average, metrics, (problem,))
    notes: tuple[str, ...] = ()
    if spend.p_value_ < SURELY:
        notes = (
            "spend depends on the number of orders, which Gamma-Gamma does not know: correlation "
            f"{spend.correlation_:.2f}",
        )
    return FittedSpend(spend, metrics, notes)


def top_decile_share(score: Floats, came: Floats) -> float:
    """Return the share of what came from the tenth of the customers who are ranked first."""
    first = np.argsort(-score, kind="stable")[: round(len(score) / 10)]
    return float(came[first].sum() / came.sum())


def _rank_correlation(score: Floats, came: Floats) -> float:
    return float(spearmanr(score, came).statistic)
