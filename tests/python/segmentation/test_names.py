"""Names are true of the typical member, unique and stable."""

import numpy as np
import pandas as pd
import pytest

from growthmart.segmentation.names import name_segments
from growthmart.segmentation.points import FEATURES


def customers(*groups):
    """Return features and labels of 30 equal customers for each recency, orders and spend."""
    rows = [group for group in groups for _ in range(30)]
    frame = pd.DataFrame([(*row, 0.0) for row in rows], columns=list(FEATURES), dtype=float)
    return frame, np.repeat(np.arange(len(groups)), 30)


def test_four_kinds():
    frame, labels = customers((5, 12, 2000), (100, 3, 300), (120, 1, 60), (300, 1, 20))

    assert name_segments(frame, labels) == [
        "Recent repeat buyers, high spend",
        "Repeat buyers, middle spend",
        "One-time buyers, middle spend",
        "Lapsed one-time buyers, low spend",
    ]


def test_the_words_are_true_of_the_typical_member():
    """Recent, lapsed, low and high are thirds of all customers; frequent and top are a tenth."""
    rng = np.random.default_rng(8)
    frame = pd.DataFrame(
        {
            "recency_days": rng.permutation(400),
            "orders_count": 1 + rng.permutation(400),
            "lifetime_net_revenue": rng.permutation(400) * 1.5,
            "net_revenue_90d": 0,
        }
    ).astype(float)
    labels = np.argsort(np.argsort(frame["lifetime_net_revenue"].to_numpy())) // 50
    for label, name in enumerate(name_segments(frame, labels)):
        typical = frame[labels == label].median()
        below = (frame < typical).mean()
        assert ("Recent" in name) <= (below["recency_days"] < 0.34)
        assert ("Lapsed" in name) <= (below["recency_days"] > 0.66)
        assert ("low spend" in name) == (below["lifetime_net_revenue"] < 0.33)
        assert ("top spend" in name) == (below["lifetime_net_revenue"] > 0.9)
        assert ("frequent" in name.lower()) == (below["orders_count"] > 0.9)


def test_equal_customers_are_in_the_middle():
    frame, labels = customers((10, 1, 99))

    assert name_segments(frame, labels) == ["One-time buyers, middle spend"]


@pytest.mark.parametrize(
    ("second", "details"),
    [
        ((62, 1, 25), ["(60 days since the last order)", "(62 days since the last order)"]),
        ((60, 1, 25), ["(20 spent)", "(25 spent)"]),
        ((60, 1, 20), ["(1)", "(2)"]),
    ],
)
def test_equal_names_get_a_detail(second, details):
    others = [(1, 9, 900), (2, 8, 800), (3, 7, 700), (4, 6, 600)]
    frame, labels = customers((60, 1, 20), second, *others)
    names = name_segments(frame, labels)

    assert names[:2] == [f"Lapsed one-time buyers, low spend {detail}" for detail in details]
    assert len(set(names)) == 6


@pytest.mark.parametrize(
    "known", ["One-time buyers, middle spend", "Recent frequent buyers, top spend"]
)
def test_a_name_that_is_no_longer_true_goes(known):
    frame, labels = customers((5, 1, 50), (300, 1, 50))

    assert name_segments(frame, labels, {0: known})[0] == "Recent one-time buyers, middle spend"


def test_a_name_on_the_edge_does_not_waver():
    frame = pd.DataFrame(
        {
            "recency_days": np.arange(100),
            "orders_count": 1,
            "lifetime_net_revenue": 10,
            "net_revenue_90d": 0,
        }
    ).astype(float)
    # the typical member of the first has the position .355, just above a third
    labels = (np.arange(100) > 70).astype(int)

    assert name_segments(frame, labels)[0] == "One-time buyers, middle spend"
    known = {0: "Recent one-time buyers, middle spend"}
    assert name_segments(frame, labels, known)[0] == known[0]
