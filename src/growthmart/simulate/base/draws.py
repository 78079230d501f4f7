"""Small typed helpers around a numpy generator."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from growthmart.simulate.base.parameters import FROZEN

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NONE = -1
"""In an array of rows or of codes: no row, or no word."""


def draw_codes(
    rng: np.random.Generator, weighted: Sequence[tuple[object, float]], size: int
) -> Ints:
    """Draw `size` positions in a list of (word, weight)."""
    weights = np.array([weight for _, weight in weighted])
    edges = np.cumsum(weights / weights.sum())[:-1]
    return np.searchsorted(edges, rng.random(size), side="right")


def planted_rows(rows: int, share: float, customers: int) -> int:
    """Return the number of rows that a share of `rows` plants; at least one in a large world."""
    least = int(customers >= FROZEN.dirt_guaranteed_from_customers)
    return min(rows, max(least, round(rows * share)))


def sample_mask(rng: np.random.Generator, candidates: Ints, count: int, size: int) -> Bools:
    """Return a mask of length `size`, true at `count` of the `candidates` (or at all of them)."""
    mask = np.zeros(size, dtype=bool)
    mask[rng.permutation(candidates)[:count]] = True
    return mask
