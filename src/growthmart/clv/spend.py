"""Gamma-Gamma: what a customer spends per order."""

from collections.abc import Mapping
from typing import ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln
from scipy.stats import pearsonr
from sklearn.base import BaseEstimator

from growthmart.clv.histories import counts_of
from growthmart.clv.maximum import maximise
from growthmart.clv.purchases import by_value

Floats = NDArray[np.float64]


class GammaGamma(BaseEstimator):
    """Gamma-Gamma (Fader, Hardie and Lee 2005): orders vary around the mean of their customer.

    An order is gamma distributed with shape ``p`` and a rate of the customer, which is gamma
    distributed with shape ``q`` and rate ``v``. It assumes that the spend of a customer does not
    depend on the number of orders.

    Attributes:
        parameters_: the parameters by name; standard_errors_: their standard errors.
        log_likelihood_: the log-likelihood of the customers of the fit.
        covariance_: the covariance of the logarithms of the parameters.
        boundary_: the names of the parameters without an optimum; is_singular_: whether the Hessian
            cannot be inverted.
        left_out_: how many customers could not be used: ``without_orders``, ``without_value``.
        correlation_: Pearson's correlation of the number of orders and the average spend, and
            p_value_, the probability of such a correlation if the assumption holds. The ranks
            would correlate also then: averages of few orders are more skewed.
    """

    names: ClassVar[tuple[str, ...]] = ("p", "q", "v")
    parameters_: dict[str, float]
    standard_errors_: dict[str, float]

    def fit(
        self,
        X: ArrayLike,  # noqa: N803
        y: None = None,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Fit the parameters to the customers with orders of a positive value.

        Args:
            X: (n, 2) the number of orders with a value, and their average value; usually of the
                orders after the first one. Further columns are ignored.
            y: ignored, as in scikit-learn.
            sample_weight: (n,) how many customers have these values.

        Raises:
            ValueError: fewer than three customers can be used.
        """
        values = np.asarray(X, dtype=float)
        weights = counts_of(values, sample_weight)
        has_orders, has_value = values[:, 0] > 0, values[:, 1] > 0
        self.left_out_ = {
            "without_orders": int(weights[~has_orders].sum()),
            "without_value": int(weights[has_orders & ~has_value].sum()),
        }
        used = has_orders & has_value
        # in order, so that the sums do not depend on the order of the customers
        order = np.flatnonzero(used)[np.lexsort(values[used].T)]
        count, mean, weights = values[order, 0], values[order, 1], weights[order]
        if len(order) < 3:
            raise ValueError("Gamma-Gamma needs three customers with orders of a positive value")
        customers = np.repeat(np.arange(len(order)), weights.astype(int))
        result = pearsonr(count[customers], mean[customers])
        self.correlation_, self.p_value_ = float(result.statistic), float(result.pvalue)
        total = count * mean
        logs = np.log(total)

        def log_likelihood(point: Floats) -> float:
            p, q, v = np.exp(point)
            known = by_value(lambda x: gammaln(p * x + q) - gammaln(p * x) + np.log(x), count)
            rows = (
                known
                + q * np.log(v)
                - gammaln(q)
                + p * count * logs
                - logs
                - (p * count + q) * np.log(total + v)
            )
            return float((weights * rows).sum())

        start = np.log([1.0, 2.0, np.median(mean)])
        found = maximise(log_likelihood, start, float(weights.sum()))
        parameters = np.exp(found.point)
        errors = parameters * np.sqrt(np.diag(found.covariance))
        self.parameters_ = dict(zip(self.names, parameters.tolist(), strict=True))
        self.standard_errors_ = dict(zip(self.names, errors.tolist(), strict=True))
        self.log_likelihood_ = found.value
        self.covariance_ = found.covariance
        there = zip(self.names, found.at_boundary, strict=True)
        self.boundary_ = [name for name, is_there in there if is_there]
        self.is_singular_ = found.is_singular
        return self

    @classmethod
    def known(cls, parameters: Mapping[str, float]) -> Self:
        """Return a model whose parameters are known, without an error."""
        model = cls()
        model.parameters_ = {name: float(parameters[name]) for name in cls.names}
        model.covariance_ = np.zeros((len(cls.names), len(cls.names)))
        return model

    @property
    def mean_(self) -> float:
        """The average spend of an unknown customer; infinite if q is at most 1."""
        p, q, v = self.parameters_.values()
        return p * v / (q - 1) if q > 1 else np.inf

    def expected_spend(self, X: ArrayLike) -> dict[str, Floats]:  # noqa: N803
        """Return the moments of what a customer will spend per order.

        Args:
            X: (n, 2) as in the fit. A customer without such orders has the average of all.

        Returns:
            ``mean``: E[Z]; ``square``: E[Z^2] of the customer's own mean, nan where it is infinite;
            ``error``: the standard error of E[Z], relative to it, because the parameters are
            estimated (delta method; nan if the Hessian is singular).
        """
        values = np.asarray(X, dtype=float)
        is_known = (values[:, 0] > 0) & (values[:, 1] > 0)
        count = np.where(is_known, values[:, 0], 0.0)
        total = np.where(is_known, values[:, 0] * values[:, 1], 0.0)
        p, q, v = self.parameters_.values()
        shape, rate = p * count + q, v + total
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = np.where(shape > 1, p * rate / (shape - 1), np.inf)
            square = np.where(shape > 2, mean * p * rate / (shape - 2), np.nan)
            # the slopes of log(mean) by the logarithms of p, q and v
            slopes = np.array([1 - p * count / (shape - 1), -q / (shape - 1), v / rate])
        variance = np.zeros(len(values))
        for i, one in enumerate(slopes):
            for j, other in enumerate(slopes):
                variance += self.covariance_[i, j] * one * other
        return {"mean": mean, "square": square, "error": np.sqrt(np.maximum(variance, 0))}
