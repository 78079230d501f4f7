from collections.abc import Callable

import numpy as np
import pytest

from growthmart.segmentation.points import Floats


@pytest.fixture
def four_kinds() -> Callable[..., Floats]:
    """Make features of four kinds of customer."""

    def make(count: int = 400, seed: int = 5) -> Floats:
        rng = np.random.default_rng(seed)
        kind = rng.integers(0, 4, count)
        recency = np.array([5, 250, 10, 300])[kind] + rng.integers(0, 20, count)
        orders = np.array([12, 8, 1, 1])[kind] + rng.integers(0, 2, count)
        spend = np.round(np.array([2000, 500, 60, 20])[kind] * rng.lognormal(0, 0.2, count), 2)
        late = np.where(recency < 90, np.round(spend / orders, 2), 0)
        return np.column_stack([recency, orders, spend, late]).astype(float)

    return make
