"""NBD: customers order at a rate of their own and do not leave."""

from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from growthmart.clv.histories import Histories
from growthmart.clv.purchases import Parameters, PurchaseModel, by_value

Floats = NDArray[np.float64]


class NBD(PurchaseModel):
    """NBD (Ehrenberg 1959): what the other models become where hardly anyone leaves.

    Then these have no optimum inside the bounds, and this one has.
    """

    names: ClassVar[tuple[str, ...]] = ("r", "alpha")

    def _log_likelihoods(self, p: Parameters, h: Histories) -> Floats:
        r, alpha = p
        known = by_value(lambda x: gammaln(r + x) - gammaln(r), h.frequency)
        return known + r * np.log(alpha) - (r + h.frequency) * np.log(alpha + h.age)

    def _alive(self, p: Parameters, h: Histories) -> Floats:
        return np.ones(len(h))

    def _orders_if_alive(self, p: Parameters, h: Histories, horizon: float) -> Floats:
        return self._rates(p, h, horizon)[0] * horizon

    def _rates(self, p: Parameters, h: Histories, time: float) -> tuple[Floats, Floats]:
        r, alpha = p
        rate = (r + h.frequency) / (alpha + h.age)
        return rate, rate * (r + h.frequency + 1) / (alpha + h.age)

    def _no_order(self, p: Parameters, h: Histories, time: Any) -> Floats:
        r, alpha = p
        return ((alpha + h.age) / (alpha + h.age + time)) ** (r + h.frequency)
