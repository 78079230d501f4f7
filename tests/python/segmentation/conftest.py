from collections.abc import Callable
from functools import partialmethod

import duckdb
import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from growthmart.segmentation.points import Floats
from growthmart.segmentation.segmenter import CustomerSegmenter

from .builders import customers, set_context, train


@pytest.fixture(autouse=True)
def one_thread():
    """Use one thread, as a training does: with several, the last digits of sums differ."""
    with threadpool_limits(limits=1):
        yield


@pytest.fixture
def four_kinds() -> Callable[..., Floats]:
    """Make features of four kinds of customer."""

    def make(count: int = 400) -> Floats:
        rng = np.random.default_rng(5)
        kind = rng.integers(0, 4, count)
        recency = np.array([5, 250, 10, 300])[kind] + rng.integers(0, 20, count)
        orders = np.array([12, 8, 1, 1])[kind] + rng.integers(0, 2, count)
        spend = np.round(np.array([2000, 500, 60, 20])[kind] * rng.lognormal(0, 0.2, count), 2)
        late = np.where(recency < 90, np.round(spend / orders, 2), 0)
        return np.column_stack([recency, orders, spend, late]).astype(float)

    return make


@pytest.fixture
def session():
    """Return a session with the context that the pre-hook sets."""
    with duckdb.connect() as connection:
        yield set_context(connection)


@pytest.fixture(scope="module")
def few_bootstraps():
    """Save time: only the tests of the segmenter need many bootstrap samples."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            CustomerSegmenter, "__init__", partialmethod(CustomerSegmenter.__init__, bootstraps=5)
        )
        yield


@pytest.fixture(scope="module")
def stored(few_bootstraps):
    """Return the model of ``customers()``."""
    with duckdb.connect() as connection:
        return train(set_context(connection), customers())
