"""The figures that evaluate segments, compared with known answers."""

import numpy as np
import pandas as pd
import pytest

from .evaluation import compare, eta_squared, median_cells


def test_eta_squared_is_the_share_between():
    # total 10, between 9
    assert eta_squared([0, 0, 1, 1], [0, 1, 3, 4]) == pytest.approx(0.9)
    assert eta_squared(["a", "b", "a", "b"], [0, 0, 3, 3]) == 0
    assert eta_squared([0, 1, 2], [5, 6, 9]) == 1
    assert eta_squared([0, 1], [7, 7]) == 0


def test_cells_are_above_and_below_the_medians():
    frame = pd.DataFrame({"left": [1, 2, 3, 4], "right": [9, 1, 9, 1]})

    assert median_cells(frame, ["left", "right"]).tolist() == [2, 0, 3, 1]


def test_the_interval_holds_the_estimate_and_tells_the_better():
    rng = np.random.default_rng(5)
    labels = rng.integers(0, 3, 400)
    noise = rng.integers(0, 3, 400)
    spend = labels + rng.normal(size=400)
    found = compare(labels, noise, spend, samples=200)

    for estimate, low, high in (found.labels, found.baseline, found.difference):
        assert low <= estimate <= high
    assert found.difference[1] > 0
    assert found == compare(labels, noise, spend, samples=200)
