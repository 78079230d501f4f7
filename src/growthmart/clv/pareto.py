"""Pareto/NBD: customers leave at a rate of their own, whether they order or not."""

from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, hyp2f1

from growthmart.clv.histories import Histories
from growthmart.clv.purchases import NODES, Parameters, PurchaseModel, by_value

Floats = NDArray[np.float64]

# the series of SciPy is wrong beyond it
LARGEST_EXPONENT = 140.0
PIECES = 8


class ParetoNBD(PurchaseModel):
    """Pareto/NBD (Schmittlein, Morrison and Colombo 1987).

    The rates of leaving are gamma distributed with shape ``s`` and rate ``beta``.
    """

    names: ClassVar[tuple[str, ...]] = ("r", "alpha", "s", "beta")

    def _log_likelihoods(self, p: Parameters, h: Histories) -> Floats:
        r, alpha, s, beta = p
        known = by_value(lambda x: gammaln(r + x) - gammaln(r), h.frequency)
        stays, left = self._parts(p, h)
        return known + r * np.log(alpha) + s * np.log(beta) + np.logaddexp(stays, left)

    def _alive(self, p: Parameters, h: Histories) -> Floats:
        stays, left = self._parts(p, h)
        return np.exp(stays - np.logaddexp(stays, left))

    def _orders_if_alive(self, p: Parameters, h: Histories, horizon: float) -> Floats:
        r, alpha, s, beta = p
        longer = np.log1p(horizon / (beta + h.age))
        # (1 - exp(-(s - 1) longer)) / (s - 1), which is `longer` where s is 1
        lasting = longer if s == 1 else -np.expm1(-(s - 1) * longer) / (s - 1)
        return (r + h.frequency) / (alpha + h.age) * (beta + h.age) * lasting

    def _rates(self, p: Parameters, h: Histories, time: float) -> tuple[Floats, Floats]:
        r, alpha, s, beta = p
        rate = (r + h.frequency) / (alpha + h.age)
        lasts = ((beta + h.age) / (beta + h.age + time)) ** s
        return rate * lasts, rate * (r + h.frequency + 1) / (alpha + h.age) * lasts

    def _no_order(self, p: Parameters, h: Histories, time: Any) -> Floats:
        r, alpha, s, beta = p
        shape = r + h.frequency
        silent = np.log1p(time / (alpha + h.age)) * shape
        stays = np.log1p(time / (beta + h.age)) * s
        none = np.exp(-silent - stays)
        # or the customer leaves before the next order
        for node, weight in NODES:
            until = node * np.asarray(time)
            density = s / (beta + h.age + until)
            silent = np.log1p(until / (alpha + h.age)) * shape
            stays = np.log1p(until / (beta + h.age)) * s
            none = none + weight * time * density * np.exp(-silent - stays)
        return none

    def _parts(self, p: Parameters, h: Histories) -> tuple[Floats, Floats]:
        """Return the logarithms of staying to the end and of leaving since the last purchase.

        The first is (alpha + T)^-(r + x) (beta + T)^-s, the second the integral over the time t of
        leaving, from t_x to T, of s (alpha + t)^-(r + x) (beta + t)^-(s + 1).
        """
        r, alpha, s, beta = p
        shape = r + h.frequency
        stays = -shape * np.log(alpha + h.age) - s * np.log(beta + h.age)
        left = np.empty(len(h))
        is_large = shape + s > LARGEST_EXPONENT
        for chosen, integral in ((~is_large, _by_series), (is_large, _by_quadrature)):
            if chosen.any():
                left[chosen] = integral(
                    shape[chosen], alpha[chosen], s, beta, h.recency[chosen], h.age[chosen]
                )
        return stays, np.log(s) + left


def _by_series(
    shape: Floats, alpha: Floats, s: float, beta: float, start: Floats, end: Floats
) -> Floats:
    """Return the logarithm of the integral as the difference of two hypergeometric functions."""
    total = shape + s
    is_slow = alpha >= beta
    exponent = np.where(is_slow, shape, s + 1)

    def log_term(time: Floats) -> Floats:
        fast, slow = np.minimum(alpha, beta) + time, np.maximum(alpha, beta) + time
        series = hyp2f1(1.0, exponent, total + 1, (slow - fast) / slow)
        powers = np.where(
            is_slow,
            -shape * np.log(alpha + time) - s * np.log(beta + time),
            -(shape - 1) * np.log(alpha + time) - (s + 1) * np.log(beta + time),
        )
        return powers + np.log(series / total)

    first, last = log_term(start), log_term(end)
    return first + _log1m_exp(last - first)


def _by_quadrature(
    shape: Floats, alpha: Floats, s: float, beta: float, start: Floats, end: Floats
) -> Floats:
    """Return the logarithm of the integral for frequent customers, who leave a short trace."""
    # what comes later is smaller by e^-40
    reach = np.minimum((alpha + start) * np.expm1(40 / shape), end - start)
    top = -shape * np.log(alpha + start) - (s + 1) * np.log(beta + start)
    total = np.zeros(len(shape))
    for piece in range(PIECES):
        for node, weight in NODES:
            time = start + reach * (piece + node) / PIECES
            height = -shape * np.log(alpha + time) - (s + 1) * np.log(beta + time)
            total += weight / PIECES * reach * np.exp(height - top)
    with np.errstate(divide="ignore"):  # those who ordered today
        return top + np.log(total)


def _log1m_exp(difference: Floats) -> Floats:
    """Return log(1 - exp(difference)); minus infinity where the difference is 0."""
    with np.errstate(divide="ignore"):
        return np.log(-np.expm1(np.minimum(difference, 0.0)))
