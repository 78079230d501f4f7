"""BG/NBD and MBG/NBD: after an order, the customer leaves with a probability of their own."""

from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, gammaln, hyp2f1

from growthmart.clv.histories import Histories
from growthmart.clv.purchases import Parameters, PurchaseModel, by_value

Floats = NDArray[np.float64]


class BetaGeometricNBD(PurchaseModel):
    """BG/NBD (Fader, Hardie and Lee 2005): customers may leave after each repeat purchase.

    The probabilities of leaving are beta distributed with ``a`` and ``b``. A customer with one
    purchase is alive with certainty.
    """

    names: ClassVar[tuple[str, ...]] = ("r", "alpha", "a", "b")
    leaves_at_first: ClassVar[bool] = False

    def _log_likelihoods(self, p: Parameters, h: Histories) -> Floats:
        r, alpha, a, b = p
        stayed = self._stayed(b, h)
        known = by_value(
            lambda x: gammaln(r + x) - gammaln(r) + betaln(a, self._stays(b) + x) - betaln(a, b),
            h.frequency,
        )
        lasting = r * np.log(alpha) - (r + h.frequency) * np.log(alpha + h.age)
        return known + lasting + np.log1p(np.exp(self._log_odds_left(p, h, stayed)))

    def _alive(self, p: Parameters, h: Histories) -> Floats:
        return 1 / (1 + np.exp(self._log_odds_left(p, h, self._stayed(p[3], h))))

    def _log_odds_left(self, p: Parameters, h: Histories, stayed: Floats) -> Floats:
        """Return the log odds of having left at the last purchase."""
        r, alpha, a, _ = p
        longer = np.log((alpha + h.age) / (alpha + h.recency))
        may_leave = (h.frequency > 0) | self.leaves_at_first
        odds = np.log(a) - np.log(np.where(may_leave, stayed - 1, 1.0))
        # beyond 700 the exponential of the odds would be infinite
        return np.where(may_leave, np.minimum(odds + (r + h.frequency) * longer, 700.0), -np.inf)

    def _orders_if_alive(self, p: Parameters, h: Histories, horizon: float) -> Floats:
        r, alpha, a, b = p
        a = a if abs(a - 1) > 1e-6 else 1 + 1e-6  # the formula is continuous, but not at 1
        stayed = self._stayed(b, h)
        z = horizon / (alpha + h.age + horizon)
        series = hyp2f1(a - 1, a + self._stays(b) - r - 1, a + stayed - 1, z)
        return (a + stayed - 1) / (a - 1) * (1 - (1 - z) ** (a - 1) * series)

    def _rates(self, p: Parameters, h: Histories, time: float) -> tuple[Floats, Floats]:
        r, alpha, a, b = p
        stayed = self._stayed(b, h)
        shape, passed = r + h.frequency, alpha + h.age
        z = time / (passed + time)
        exponent = a + self._stays(b) - r - 1
        lasts = (1 - z) ** a
        rate = shape / passed * lasts * hyp2f1(a, exponent, a + stayed, z)
        pair = shape * (shape + 1) / passed**2 * (stayed / (a + stayed)) * lasts
        return rate, pair * hyp2f1(a, exponent, a + stayed + 1, z)

    def _no_order(self, p: Parameters, h: Histories, time: Any) -> Floats:
        r, alpha, _, _ = p
        return ((alpha + h.age) / (alpha + h.age + time)) ** (r + h.frequency)

    def _stays(self, b: Any) -> Any:
        return b + self.leaves_at_first

    def _stayed(self, b: Any, h: Histories) -> Floats:
        """Return the second parameter of the beta distribution of those who are alive."""
        return self._stays(b) + h.frequency


class ModifiedBetaGeometricNBD(BetaGeometricNBD):
    """MBG/NBD (Batislam et al. 2007): customers may leave after each purchase, also the first."""

    leaves_at_first: ClassVar[bool] = True
