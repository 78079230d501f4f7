"""Random draws that several entities of customer relations use."""

from collections.abc import Sequence

import numpy as np

from growthmart.simulate.base.clock import YEAR_DAYS
from growthmart.simulate.base.draws import Bools, Floats, Ints


def draw_by_group(
    rng: np.random.Generator, weights: Sequence[Sequence[float]], group: Ints
) -> Ints:
    """Draw a code for each row with the weights of its group."""
    table = np.asarray(weights, dtype=float)
    edges = np.cumsum(table / table.sum(axis=1, keepdims=True), axis=1)[:, :-1]
    return (rng.random(len(group))[:, None] >= edges[group]).sum(axis=1)


def draw_between(
    rng: np.random.Generator, start: Floats, end: Floats, per_year: float
) -> tuple[Ints, Floats]:
    """Draw the events of one Poisson process per row; return the row and the moment of each."""
    length = np.maximum(end - start, 0)
    row = np.repeat(np.arange(len(start)), rng.poisson(per_year * length / YEAR_DAYS))
    return row, start[row] + rng.random(len(row)) * length[row]


def log_normal(rng: np.random.Generator, median: Floats, deviation: float) -> Floats:
    """Draw log-normal values around each row's median."""
    return median * np.exp(rng.normal(0, deviation, len(median)))


def chance(rng: np.random.Generator, share: float | Floats, size: int) -> Bools:
    """Draw for each row whether an event with this probability happens."""
    return rng.random(size) < share
