"""What the models of purchases have in common: the fit, and what follows from it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator

from growthmart.clv.histories import Histories
from growthmart.clv.maximum import maximise

Floats = NDArray[np.float64]
# the parameters in the order of `names`; alpha is one for each customer
Parameters = tuple[Any, ...]

# Gauss-Legendre on (0, 1): the rates of orders are smooth in time
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)
NODES = tuple(zip(((_NODES + 1) / 2).tolist(), (_WEIGHTS / 2).tolist(), strict=True))
BISECTIONS = 14
GRADIENT_STEP = 1e-4


class PurchaseModel(BaseEstimator, ABC):
    """Customers order at a rate of their own until they leave, which is not seen.

    The rates are gamma distributed with shape ``r`` and rate ``alpha``. With covariates z, they are
    those of ``alpha * exp(-z . coefficients)``.

    Attributes:
        parameters_: the parameters by name.
        standard_errors_: their standard errors, from the Hessian; nan if that is singular.
        coefficients_: (c,) the effects of the covariates on the logarithm of the rate.
        log_likelihood_: the log-likelihood of all customers.
        covariance_: the covariance of the logarithms of the parameters, then the coefficients.
        boundary_: the names of the parameters without an optimum inside the bounds.
        is_singular_: whether the Hessian cannot be inverted.
    """

    names: ClassVar[tuple[str, ...]]
    parameters_: dict[str, float]
    standard_errors_: dict[str, float]
    coefficients_: Floats
    log_likelihood_: float
    covariance_: Floats
    boundary_: list[str]
    is_singular_: bool

    def fit(
        self,
        X: ArrayLike,  # noqa: N803
        y: None = None,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Fit the parameters to customers; equal histories count once, with a weight.

        Args:
            X: (n, 3 + c) frequency, recency and age in any unit of time, then covariates.
            y: ignored, as in scikit-learn.
            sample_weight: (n,) how many customers have the history.
        """
        return self.fit_histories(Histories.of(X, sample_weight).collapsed()[0])

    def fit_histories(self, histories: Histories) -> Self:
        """Fit the parameters to histories as they are."""
        customers = histories.weights.sum()
        mean_age = max((histories.weights * histories.age).sum() / customers, 1e-9)
        start = np.zeros(len(self.names) + histories.covariates.shape[1])
        for position, name in enumerate(self.names):
            if name in ("alpha", "beta"):  # these have the unit of time
                start[position] = np.log(mean_age)

        def log_likelihood(point: Floats) -> float:
            rows = self._log_likelihoods(self._parameters(point, histories), histories)
            return float((histories.weights * rows).sum())

        found = maximise(log_likelihood, start, float(customers))
        self._point = found.point
        values = np.exp(found.point[: len(self.names)])
        errors = values * np.sqrt(np.diag(found.covariance))[: len(self.names)]
        self.parameters_ = dict(zip(self.names, values.tolist(), strict=True))
        self.standard_errors_ = dict(zip(self.names, errors.tolist(), strict=True))
        self.coefficients_ = found.point[len(self.names) :]
        self.log_likelihood_ = found.value
        self.covariance_ = found.covariance
        there = zip(self.names, found.at_boundary, strict=False)
        self.boundary_ = [name for name, is_there in there if is_there]
        self.is_singular_ = found.is_singular
        return self

    @classmethod
    def known(cls, parameters: Mapping[str, float]) -> Self:
        """Return a model whose parameters are known, without an error."""
        model = cls()
        model.parameters_ = {name: float(parameters[name]) for name in cls.names}
        model.standard_errors_ = dict.fromkeys(cls.names, 0.0)
        model._point = np.log(list(model.parameters_.values()))
        model.coefficients_ = np.zeros(0)
        model.covariance_ = np.zeros((len(cls.names), len(cls.names)))
        model.boundary_, model.is_singular_ = [], False
        return model

    def probability_alive(self, X: ArrayLike) -> Floats:  # noqa: N803
        """Return for each customer the probability of being one still, (n,)."""
        histories, positions = Histories.of(X).collapsed()
        return self._alive(self._fitted(histories), histories)[positions]

    def expected_orders(self, X: ArrayLike, horizon: float) -> Floats:  # noqa: N803
        """Return the expected number of orders of each customer in the time to come, (n,)."""
        histories, positions = Histories.of(X).collapsed()
        return self._orders(self._fitted(histories), histories, horizon)[positions]

    def expected_orders_of_new(self, horizon: float) -> float:
        """Return the expected number of orders of a new customer, after the first one."""
        new = Histories.of([[0.0] * (3 + len(self.coefficients_))])
        return float(self._orders(self._fitted(new), new, horizon)[0])

    def time_to_next_order(self, X: ArrayLike, horizon: float) -> Floats:  # noqa: N803
        """Return the time by which the next order has come with a probability of one half, (n,).

        It is nan if that is after the horizon.
        """
        histories, positions = Histories.of(X).collapsed()
        p = self._fitted(histories)
        alive = self._alive(p, histories)

        def has_come(time: Any) -> NDArray[np.bool_]:
            return alive * (1 - self._no_order(p, histories, time)) >= 0.5

        late = np.full(len(histories), float(horizon))
        is_known = has_come(late)
        early = np.zeros(len(histories))
        for _ in range(BISECTIONS):
            middle = (early + late) / 2
            come = has_come(middle)
            early, late = np.where(come, early, middle), np.where(come, middle, late)
        return np.where(is_known, late, np.nan)[positions]

    def discounted_orders(
        self,
        X: ArrayLike,  # noqa: N803
        horizon: float,
        log_discount: ArrayLike,
    ) -> dict[str, Floats]:
        """Return the moments of the discounted number D of orders in the time to come.

        Args:
            X: (n, 3 + c) the customers.
            horizon: the time to come.
            log_discount: one, or one for each customer: an order after the time t counts
                ``exp(-log_discount * t)``.

        Returns:
            ``mean``: E[D]; ``square``: E[D^2]; ``squares``: the expected sum of the squared
            discounts of the orders; ``none``: the probability of no order; ``error``: the standard
            error of E[D], relative to it, because the parameters are estimated (delta method; nan
            if the Hessian is singular).
        """
        values = np.asarray(X, dtype=float)
        rates = np.broadcast_to(np.asarray(log_discount, dtype=float), len(values))
        # as a last column, so that equal customers with equal rates are computed once
        whole, positions = Histories.of(np.column_stack([values, rates])).collapsed()
        histories = replace(whole, covariates=whole.covariates[:, :-1])
        p = self._fitted(histories)
        alive = self._alive(p, histories)
        moments = self._moments(p, histories, horizon, whole.covariates[:, -1])
        moments = {name: alive * moment for name, moment in moments.items()}
        moments["none"] = 1 - alive * (1 - self._no_order(p, histories, horizon))
        moments["error"] = self._relative_error(histories, horizon)
        return {name: moment[positions] for name, moment in moments.items()}

    def _moments(
        self, p: Parameters, h: Histories, horizon: float, discount: Floats
    ) -> dict[str, Floats]:
        """Integrate over the time to come, for customers who are alive now."""
        mean, squares, pairs = np.zeros(len(h)), np.zeros(len(h)), np.zeros(len(h))
        for node, weight in NODES:
            time = node * horizon
            rate, pair = self._rates(p, h, time)
            factor = np.exp(-discount * time)
            # the discounts of all times before this one
            before = time * mean_of_exp(discount * time)
            mean += weight * horizon * factor * rate
            squares += weight * horizon * factor**2 * rate
            pairs += weight * horizon * factor * pair * before
        return {"mean": mean, "square": squares + 2 * pairs, "squares": squares}

    def _relative_error(self, h: Histories, horizon: float) -> Floats:
        """Return the standard error of the expected number of orders, relative to it."""
        if self.is_singular_:
            return np.full(len(h), np.nan)
        slopes = []
        for step in np.eye(len(self._point)) * GRADIENT_STEP:
            up, down = (
                np.log(self._orders(self._parameters(point, h), h, horizon))
                for point in (self._point + step, self._point - step)
            )
            slopes.append((up - down) / (2 * GRADIENT_STEP))
        variance = np.zeros(len(h))
        for i, one in enumerate(slopes):
            for j, other in enumerate(slopes):
                variance += self.covariance_[i, j] * one * other
        return np.sqrt(np.maximum(variance, 0))

    def _fitted(self, h: Histories) -> Parameters:
        return self._parameters(self._point, h)

    def _parameters(self, point: Floats, h: Histories) -> Parameters:
        """Return the parameters; customers with other covariates have another alpha."""
        r, alpha, *others = np.exp(point[: len(self.names)])
        effects = point[len(self.names) :]
        if len(effects) != h.covariates.shape[1]:
            raise ValueError(f"the model was fitted with {len(effects)} covariates")
        return r, alpha * np.exp(-(h.covariates * effects).sum(axis=1)), *others

    def _orders(self, p: Parameters, h: Histories, horizon: float) -> Floats:
        return self._alive(p, h) * self._orders_if_alive(p, h, horizon)

    @abstractmethod
    def _log_likelihoods(self, p: Parameters, h: Histories) -> Floats:
        """Return the log-likelihood of each history."""

    @abstractmethod
    def _alive(self, p: Parameters, h: Histories) -> Floats:
        """Return the probability of being a customer still."""

    @abstractmethod
    def _orders_if_alive(self, p: Parameters, h: Histories, horizon: float) -> Floats:
        """Return the expected number of orders of those who are alive now."""

    @abstractmethod
    def _rates(self, p: Parameters, h: Histories, time: float) -> tuple[Floats, Floats]:
        """Return the rate of orders after a time, and of pairs whose later order is then.

        Both are of those who are alive now.
        """

    @abstractmethod
    def _no_order(self, p: Parameters, h: Histories, time: Any) -> Floats:
        """Return the probability of no order until then, of those who are alive now."""


def mean_of_exp(x: Floats) -> Floats:
    """Return the mean of exp(-u) for u from 0 to x."""
    safe = np.where(x == 0, 1.0, x)
    return np.where(x == 0, 1.0, -np.expm1(-safe) / safe)


def by_value(function: Callable[[Floats], Floats], values: Floats) -> Floats:
    """Apply a slow function to the distinct values; the frequencies of customers are few."""
    distinct, positions = np.unique(values, return_inverse=True)
    return function(distinct)[positions]
