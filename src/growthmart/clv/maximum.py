"""Maximum likelihood of a few parameters, with standard errors and what went wrong."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]

# how far, as a logarithm, a parameter may move from its start: by a factor of 1,097
FURTHEST = 7.0
STEP, HESSIAN_STEP = 1e-5, 1e-3
MOST_NEWTON_STEPS = 10
LARGEST_CONDITION = 1e8


@dataclass(frozen=True)
class Maximum:
    """Where the log-likelihood is largest.

    Attributes:
        point: (k,) the parameters, as they were searched (logarithms of positive parameters).
        value: the log-likelihood.
        covariance: (k, k) the inverse of the negative Hessian; nan if that is singular.
        at_boundary: (k,) whether the parameter went as far as it may: it has no optimum inside.
        is_singular: whether the Hessian cannot be inverted, so that no standard error is known.
    """

    point: Floats
    value: float
    covariance: Floats
    at_boundary: NDArray[np.bool_]
    is_singular: bool


def maximise(log_likelihood: Callable[[Floats], float], start: Floats, customers: float) -> Maximum:
    """Search by quasi-Newton steps within bounds, then by Newton steps to full precision.

    Args:
        log_likelihood: the sum over all customers.
        start: (k,) where to start.
        customers: how many customers it sums, so that the search sees their mean.
    """

    def loss(point: Floats) -> float:
        value = log_likelihood(point)
        return -value / customers if np.isfinite(value) else 1e10

    low, high = start - FURTHEST, start + FURTHEST
    found = minimize(
        loss,
        start,
        jac=lambda point: _gradient(loss, point),
        method="L-BFGS-B",
        bounds=list(zip(low, high, strict=True)),
        options={"ftol": 1e-11, "gtol": 1e-7, "maxiter": 200},
    )
    point = _polished(loss, found.x, low, high)
    at_boundary = (point < low + 0.1) | (point > high - 0.1)
    hessian = _hessian(loss, point) * customers
    is_singular = not _is_invertible(hessian)
    covariance = (
        np.full_like(hessian, np.nan)
        if is_singular
        else np.asarray(np.linalg.inv(hessian), dtype=np.float64)
    )
    return Maximum(point, -loss(point) * customers, covariance, at_boundary, is_singular)


def _polished(loss: Callable[[Floats], float], point: Floats, low: Floats, high: Floats) -> Floats:
    for _ in range(MOST_NEWTON_STEPS):
        hessian = _hessian(loss, point)
        if not _is_invertible(hessian):
            return point
        step = np.linalg.solve(hessian, _gradient(loss, point))
        better = np.clip(point - step, low, high)
        if not loss(better) <= loss(point):
            return point
        point = better
        if np.abs(step).max() < 1e-8:
            return point
    return point


def _is_invertible(hessian: Floats) -> bool:
    """Return whether the Hessian of a loss is finite, positive definite and well conditioned."""
    if not np.isfinite(hessian).all():
        return False
    values = np.linalg.eigvalsh(hessian)
    return bool(values[0] > 0 and values[-1] / values[0] < LARGEST_CONDITION)


def _gradient(function: Callable[[Floats], float], point: Floats) -> Floats:
    steps = np.eye(len(point)) * STEP
    return np.array([(function(point + e) - function(point - e)) / (2 * STEP) for e in steps])


def _hessian(function: Callable[[Floats], float], point: Floats) -> Floats:
    steps = np.eye(len(point)) * HESSIAN_STEP
    hessian = np.empty((len(point), len(point)))
    middle = function(point)
    for i, e in enumerate(steps):
        around = function(point + e) + function(point - e) - 2 * middle
        hessian[i, i] = around / HESSIAN_STEP**2
        for j, f in enumerate(steps[:i]):
            same = function(point + e + f) + function(point - e - f)
            other = function(point + e - f) + function(point - e + f)
            hessian[i, j] = hessian[j, i] = (same - other) / (4 * HESSIAN_STEP**2)
    return hessian
