"""Which model of the number of orders is used: the one that was best in the last months."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from growthmart.clv.baselines import Baseline, PastRate, RecencyFrequency
from growthmart.clv.beta_geometric import BetaGeometricNBD, ModifiedBetaGeometricNBD
from growthmart.clv.nbd import NBD
from growthmart.clv.pareto import ParetoNBD
from growthmart.clv.purchases import PurchaseModel
from growthmart.registry import Metric, paired_bootstrap

Floats = NDArray[np.float64]

MODELS: dict[str, Callable[[], PurchaseModel]] = {
    "mbg_nbd": ModifiedBetaGeometricNBD,
    "pareto_nbd": ParetoNBD,
    "bg_nbd": BetaGeometricNBD,
    "nbd": NBD,
}
WITH_CHANNEL = "_with_channel"
PAST_RATE, PAST_SPEND, RFM = "past_rate", "past_spend", "rfm"
SPLIT = "validation"
LEAST_REPEATERS = 30
MOST_COMPARED = 20_000


@dataclass(frozen=True)
class Snapshot:
    """Customers as they were known on a day, and what they ordered in the time that followed.

    Attributes:
        X: (n, 3 + c) frequency, recency and age, then the covariates.
        weights: (n,) the number of customers.
        later: (n,) the orders in the time that followed.
        length: how long that time was.
    """

    X: Floats
    weights: Floats
    later: Floats = field(default_factory=lambda: np.zeros(0))
    length: float = 0.0

    @property
    def plain(self) -> Floats:
        """The histories without covariates."""
        return self.X[:, :3]

    @property
    def repeaters(self) -> float:
        """The number of customers with more than one order."""
        return float(self.weights[self.X[:, 0] > 0].sum())


@dataclass(frozen=True)
class Choice:
    """The model that scores, how all did, and what a reader should know.

    `tested` is the same model as it was fitted to the earlier day; None without a test.
    """

    name: str
    model: PurchaseModel | Baseline
    has_channel: bool
    metrics: tuple[Metric, ...]
    notes: tuple[str, ...]
    tested: PurchaseModel | Baseline | None = None


def choose(today: Snapshot, test: Snapshot | None, before: Snapshot | None) -> Choice:
    """Fit every model to an earlier day, and fit the best one again to today.

    The best has the smallest root mean squared error of the number of orders in the time after the
    earlier day. A model with a parameter at its boundary or with a singular Hessian is not chosen.
    The best model is then tried with the covariates. If it is worse than a baseline, by more than
    chance, the baseline scores.

    Args:
        today: the customers to learn from in the end.
        test: those of the earlier day, with what followed; None if there is no such day.
        before: those of a still earlier day, with what followed until `test`: the baseline of
            recency and frequency learns from them. None if there is no such day.
    """
    if today.repeaters < LEAST_REPEATERS:
        note = f"fewer than {LEAST_REPEATERS} customers with a second order: no model was fitted"
        return Choice(PAST_RATE, PastRate(), False, (), (note,))
    if test is None or test.repeaters < LEAST_REPEATERS:
        return _untested(today)
    trial = _Trial(test)
    for name, model in MODELS.items():
        trial.run(name, model().fit(test.plain, sample_weight=test.weights), has_channel=False)
    if trial.usable and test.X.shape[1] > 3:
        name = trial.best(trial.usable)
        model = MODELS[name]().fit(test.X, sample_weight=test.weights)
        trial.run(name + WITH_CHANNEL, model, has_channel=True)
    trial.run(PAST_RATE, PastRate(), has_channel=False)
    baselines: dict[str, Baseline] = {PAST_RATE: PastRate()}
    if before is not None:
        baselines[RFM] = RecencyFrequency().fit(
            before.plain, before.later / before.length, before.weights
        )
        trial.run(RFM, baselines[RFM], has_channel=False)
    baseline = trial.best(baselines)
    metrics = trial.metrics
    if trial.usable:
        name = trial.best(trial.usable)
        if trial.is_worse(name, baseline):
            trial.notes.append(f"{name} was worse than {baseline} in the last months")
        else:
            has_channel = name.endswith(WITH_CHANNEL)
            model = MODELS[name.removesuffix(WITH_CHANNEL)]().fit(
                today.X if has_channel else today.plain, sample_weight=today.weights
            )
            if problem := _problem(model):
                trial.notes.append(f"{name}, fitted to all: {problem}")
            else:
                return Choice(
                    name,
                    model,
                    has_channel,
                    tuple(metrics),
                    tuple(trial.notes),
                    trial.models[name],
                )
    if baseline == RFM:  # learns from the latest time that is complete
        baselines[RFM] = RecencyFrequency().fit(test.plain, test.later / test.length, test.weights)
    return Choice(
        baseline,
        baselines[baseline],
        False,
        tuple(metrics),
        tuple(trial.notes),
        trial.models[baseline],
    )


def _untested(today: Snapshot) -> Choice:
    """Fit the first model that has no problem; without a past there is nothing to choose by."""
    notes = ["the history is too short to test models: the first without a problem is used"]
    for name, make in MODELS.items():
        model = make().fit(today.plain, sample_weight=today.weights)
        problem = _problem(model)
        if problem is None:
            metrics = (Metric(name, "train", "log_likelihood", model.log_likelihood_),)
            return Choice(name, model, False, metrics, tuple(notes))
        notes.append(f"{name}: {problem}")
    return Choice(PAST_RATE, PastRate(), False, (), tuple(notes))


class _Trial:
    """The models on the time that followed an earlier day."""

    def __init__(self, test: Snapshot) -> None:
        self.test = test
        self.models: dict[str, Any] = {}
        self.predicted: dict[str, Floats] = {}
        self.errors: dict[str, float] = {}
        self.usable: list[str] = []
        self.metrics: list[Metric] = []
        self.notes: list[str] = []

    def run(self, name: str, model: Any, has_channel: bool) -> None:
        """Predict, and measure; a model with a problem is measured, but not usable."""
        X = self.test.X if has_channel else self.test.plain  # noqa: N806
        self.models[name] = model
        self.predicted[name] = model.expected_orders(X, self.test.length)
        figures = judge(self.test.later, self.predicted[name], self.test.weights)
        self.errors[name] = figures["root_mean_squared_error"]
        self.metrics += [Metric(name, SPLIT, metric, value) for metric, value in figures.items()]
        if isinstance(model, PurchaseModel):
            likelihood = Metric(name, "train", "log_likelihood", model.log_likelihood_)
            self.metrics.append(likelihood)
            if problem := _problem(model):
                self.notes.append(f"{name}: {problem}")
            elif np.isfinite(self.errors[name]):
                self.usable.append(name)

    def best(self, names: Any) -> str:
        """Return the name with the smallest error; of equal ones the first."""
        return min(names, key=lambda name: self.errors[name])

    def is_worse(self, name: str, baseline: str) -> bool:
        """Return whether a model is worse than a baseline, by more than chance."""
        customers = np.repeat(np.arange(len(self.test.later)), self.test.weights.astype(int))
        step = -(-len(customers) // MOST_COMPARED)
        chosen = customers[::step]
        difference = paired_bootstrap(
            lambda truth, found: -float(((truth - found) ** 2).mean()),
            self.test.later[chosen],
            self.predicted[name][chosen],
            self.predicted[baseline][chosen],
        )
        return difference.is_worse


def judge(later: Floats, predicted: Floats, weights: Floats) -> dict[str, float]:
    """Return how well predicted numbers of orders fit those that came.

    ``bias`` is the sum predicted / the sum that came - 1; ``top_decile_share`` is the share of the
    orders that came from the tenth of the customers with the largest predictions.
    """
    total = weights.sum()
    error = later - predicted
    came, expected = (weights * later).sum(), (weights * predicted).sum()
    a, b = later - came / total, predicted - expected / total
    spread = np.sqrt((weights * a**2).sum() * (weights * b**2).sum())
    order = np.argsort(-predicted, kind="stable")
    # the customers of the history at the edge of the decile count in part
    before = np.cumsum(weights[order]) - weights[order]
    counted = np.clip(total / 10 - before, 0, weights[order])
    unknown = float("nan")
    return {
        "root_mean_squared_error": float(np.sqrt((weights * error**2).sum() / total)),
        "mean_absolute_error": float((weights * np.abs(error)).sum() / total),
        "correlation": float((weights * a * b).sum() / spread) if spread > 0 else unknown,
        "bias": float(expected / came - 1) if came > 0 else unknown,
        "top_decile_share": (float((counted * later[order]).sum() / came) if came > 0 else unknown),
    }


def _problem(model: PurchaseModel) -> str | None:
    """Return why a fit cannot be trusted, or None."""
    if model.boundary_:
        values = ", ".join(f"{name} {model.parameters_[name]:.3g}" for name in model.boundary_)
        return f"no optimum inside the bounds ({values})"
    if model.is_singular_:
        return "the Hessian is singular, so the parameters are not determined"
    return None
