"""Customer lifetime value: discounted orders times what an order brings, with its interval."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv
from sklearn.base import BaseEstimator

from growthmart.clv.purchases import mean_of_exp

Floats = NDArray[np.float64]

DAYS_PER_WEEK, DAYS_PER_YEAR, DAYS_PER_MONTH = 7, 365, 365 / 12
COVERAGE = 0.95


@dataclass(frozen=True)
class Values:
    """What is expected of each customer, (n,); nan where it cannot be known.

    Attributes:
        value: the expected discounted spend of the orders in the horizon.
        low, high: a 95 % interval of what the customer will bring.
        orders_12m: the expected number of orders in the next 365 days.
        alive: the probability of being a customer still.
        next_order_days: the days until the next order has come with a probability of one half.
    """

    value: Floats
    low: Floats
    high: Floats
    orders_12m: Floats
    alive: Floats
    next_order_days: Floats


class CustomerValue(BaseEstimator):
    """The value of customers by a model of orders and a model of spend, which do not interact.

    Times are in weeks. The interval has the variance of the orders and of the spend of a customer,
    whose own rates are known only from their orders, and the variance of the parameters by the
    delta method. The distribution is a probability of no order, and a gamma distribution with the
    mean and variance of the others.

    Args:
        orders: a fitted model of the number of orders.
        spend: a fitted model of the spend per order.
    """

    def __init__(self, orders: Any, spend: Any) -> None:
        self.orders = orders
        self.spend = spend

    def predict(
        self,
        X: ArrayLike,  # noqa: N803
        spend: ArrayLike,
        horizon_months: float,
        annual_discount_rate: ArrayLike,
    ) -> Values:
        """Return the values of customers.

        Args:
            X: (n, 3 + c) frequency, recency and age in weeks, then covariates.
            spend: (n, 2) the number of repeat orders with a value, and their average value; (n, 3)
                also has the value of all orders so far.
            horizon_months: how far to look ahead, in months of a twelfth of 365 days.
            annual_discount_rate: one, or one for each customer.
        """
        weeks = horizon_months * DAYS_PER_MONTH / DAYS_PER_WEEK
        discount = np.log1p(np.asarray(annual_discount_rate, dtype=float))
        moments = self.orders.discounted_orders(X, weeks, discount * DAYS_PER_WEEK / DAYS_PER_YEAR)
        each = self.spend.expected_spend(spend)
        value = moments["mean"] * each["mean"]
        low, high = self._interval(moments, each, value)
        return Values(
            value=np.where(np.isfinite(value), value, np.nan),
            low=low,
            high=high,
            orders_12m=self.orders.expected_orders(X, DAYS_PER_YEAR / DAYS_PER_WEEK),
            alive=self.orders.probability_alive(X),
            next_order_days=self.orders.time_to_next_order(X, weeks) * DAYS_PER_WEEK,
        )

    def expected(self, X: ArrayLike, spend: ArrayLike, weeks: float) -> Floats:  # noqa: N803
        """Return the expected spend of each customer in the next weeks, not discounted, (n,)."""
        return self.orders.expected_orders(X, weeks) * self.spend.expected_spend(spend)["mean"]

    def _interval(
        self, moments: dict[str, Floats], each: dict[str, Floats], value: Floats
    ) -> tuple[Floats, Floats]:
        square = each["square"] * moments["square"]
        # orders vary around the mean of their customer
        square = square + each["square"] / self._shape() * moments["squares"]
        of_parameters = value**2 * (moments["error"] ** 2 + each["error"] ** 2)
        variance = square - value**2 + of_parameters
        none = moments["none"]
        some = 1 - none
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = value / some
            # of those who order; the gamma distribution has this mean and variance
            spread = np.maximum((variance + value**2) / some - mean**2, 1e-12 * mean**2)
            shape = mean**2 / spread
            low, high = (
                np.where(q <= none, 0.0, _gamma_quantile(shape, mean, (q - none) / some))
                for q in ((1 - COVERAGE) / 2, (1 + COVERAGE) / 2)
            )
        is_known = np.isfinite(value) & np.isfinite(variance)
        return np.where(is_known, low, np.nan), np.where(is_known, high, np.nan)

    def _shape(self) -> float:
        return getattr(self.spend, "parameters_", {}).get("p", np.nan)


class PastSpendValue(CustomerValue):
    """Customers go on spending in proportion to what they have spent; orders are as modelled.

    It knows no interval.

    Args:
        orders: a fitted model of the number of orders.
        spend: a fitted model of the spend per order.
        rate: the spend per week and per unit of past spend.
    """

    def __init__(self, orders: Any, spend: Any, rate: float) -> None:
        super().__init__(orders, spend)
        self.rate = rate

    def predict(
        self,
        X: ArrayLike,  # noqa: N803
        spend: ArrayLike,
        horizon_months: float,
        annual_discount_rate: ArrayLike,
    ) -> Values:
        """Return the values of customers, as the model of orders and spend does."""
        weeks = horizon_months * DAYS_PER_MONTH / DAYS_PER_WEEK
        discount = np.log1p(np.asarray(annual_discount_rate, dtype=float))
        per_week = self.rate * np.asarray(spend, dtype=float)[:, 2]
        factor = mean_of_exp(np.asarray(discount * weeks * DAYS_PER_WEEK / DAYS_PER_YEAR))
        unknown = np.full(len(per_week), np.nan)
        modelled = super().predict(X, spend, horizon_months, annual_discount_rate)
        return replace(modelled, value=per_week * weeks * factor, low=unknown, high=unknown)


def _gamma_quantile(shape: Floats, mean: Floats, share: Floats) -> Floats:
    return gammaincinv(shape, np.clip(share, 0.0, 1.0)) / shape * mean
