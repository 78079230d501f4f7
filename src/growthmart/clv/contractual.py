"""Customers with a contract: the months until they leave are seen."""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaln
from sklearn.base import BaseEstimator

from growthmart.clv.histories import counts_of
from growthmart.clv.maximum import maximise

Floats = NDArray[np.float64]


def present_value(amounts: ArrayLike, rate: float) -> float:
    """Return the value today of amounts at the end of each period, at a rate per period.

    10,000 a year for five years at 10 % are 37,907.87.
    """
    values = np.asarray(amounts, dtype=float)
    return float((values / (1 + rate) ** np.arange(1, len(values) + 1)).sum())


class ContractualRetention(BaseEstimator):
    """Shifted beta-geometric (Fader and Hardie 2007): the chance of leaving differs by customer.

    In each period, a customer leaves with a probability of their own. These are beta distributed
    with ``a`` and ``b``: those who are likely to leave do so early, so retention rises with the age
    of the contract. If all have the same probability, the likelihood has no optimum inside the
    bounds, and ``is_geometric_`` says that the churn rate is one for all.

    Attributes:
        a_, b_: the parameters; standard_errors_: theirs.
        churn_rate_: the churn rate of all, customers who left / periods observed.
        is_geometric_: whether this rate is used for everyone.
    """

    def fit(
        self,
        X: ArrayLike,  # noqa: N803
        y: None = None,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Fit the parameters.

        Args:
            X: (n, 2) the whole periods of the contract, and whether it ended after them (1) or
                still lasts (0). A contract that ended has at least one period.
            y: ignored, as in scikit-learn.
            sample_weight: (n,) how many contracts have these values.

        Raises:
            ValueError: no period was observed.
        """
        values = np.asarray(X, dtype=float)
        weights = counts_of(values, sample_weight)
        distinct, positions = np.unique(values, axis=0, return_inverse=True)
        counts = np.bincount(positions, weights, minlength=len(distinct))
        periods, ended = distinct.T
        if not (counts * periods).sum() > 0:
            raise ValueError("no contract has lasted a period")
        self.churn_rate_ = float((counts * ended).sum() / (counts * periods).sum())

        def log_likelihood(point: Floats) -> float:
            a, b = np.exp(point)
            rows = betaln(a + ended, b + periods - ended) - betaln(a, b)
            return float((counts * rows).sum())

        found = maximise(log_likelihood, np.zeros(2), float(counts.sum()))
        self.a_, self.b_ = np.exp(found.point).tolist()
        self.standard_errors_ = (np.exp(found.point) * np.sqrt(np.diag(found.covariance))).tolist()
        self.is_geometric_ = bool(found.is_singular or found.at_boundary.any())
        return self

    def survival(self, periods: ArrayLike, later: int) -> Floats:
        """Return the probability that a contract of so many periods lasts each of the later ones.

        Returns:
            (n, later) the survival of one, two, ... further periods.
        """
        age = np.asarray(periods, dtype=float)[:, None]
        ahead = np.arange(1, later + 1)
        if self.is_geometric_:
            return np.broadcast_to((1 - self.churn_rate_) ** ahead, (len(age), later))
        return np.exp(betaln(self.a_, self.b_ + age + ahead) - betaln(self.a_, self.b_ + age))

    def discounted_periods(self, periods: ArrayLike, later: int, rate: ArrayLike) -> Floats:
        """Return the discounted number of periods that a contract still pays, (n,).

        A period is paid at its end if the contract lasted it, and discounted at a rate per period,
        one or one for each contract.
        """
        rates = np.asarray(rate, dtype=float).reshape(-1, 1)
        return (self.survival(periods, later) / (1 + rates) ** np.arange(1, later + 1)).sum(axis=1)
