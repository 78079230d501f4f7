"""Names are true of the segment, agree with the life cycle, and are unique and stable."""

import numpy as np
import pandas as pd
import pytest

from growthmart.segmentation.names import name_segments
from growthmart.segmentation.points import FEATURES

WINDOW = 90


def customers(*groups):
    """Return features and labels of 30 equal customers for each recency, orders and spend."""
    rows = [group for group in groups for _ in range(30)]
    frame = pd.DataFrame([(*row, 0.0) for row in rows], columns=list(FEATURES), dtype=float)
    return frame, np.repeat(np.arange(len(groups)), 30)


def test_four_kinds():
    frame, labels = customers((5, 12, 2000), (60, 3, 300), (120, 1, 60), (300, 1, 20))

    assert name_segments(frame, labels, WINDOW) == [
        "Recent repeat buyers, high spend",
        "At-risk repeat buyers, middle spend",
        "Lapsed one-time buyers, middle spend",
        "Lapsed one-time buyers, low spend",
    ]


@pytest.mark.parametrize(
    ("recency", "window", "word"),
    [
        (0, 90, "Recent"),
        (45, 90, "Recent"),
        (46, 90, "At-risk"),
        (90, 90, "At-risk"),
        (91, 90, "Lapsed"),
        (91, 180, "At-risk"),
        (91, 720, "Recent"),
    ],
)
def test_the_word_of_recency_is_that_of_the_life_cycle(recency, window, word):
    """It depends on the churn window and not on the other customers."""
    for others in (1, 400):
        frame, labels = customers((recency, 1, 50), (others, 3, 60))
        assert name_segments(frame, labels, window)[0].startswith(f"{word} ")


@pytest.mark.parametrize(
    ("orders", "words"),
    [
        ([1] * 95 + [2] * 5, "one-time buyers"),
        ([1] * 94 + [2] * 6, "one-time and repeat buyers"),
        ([1] * 51 + [9] * 49, "one-time and repeat buyers"),
        ([1] * 49 + [2] * 51, "repeat buyers"),
    ],
)
def test_one_time_means_that_nearly_all_have_one_order(orders, words):
    frame, labels = customers((10, 5, 40), (10, 6, 60))
    first = pd.DataFrame(
        {"recency_days": 10, "orders_count": orders, "lifetime_net_revenue": 50},
        index=range(len(frame), len(frame) + len(orders)),
    )
    everyone = pd.concat([frame, first.assign(net_revenue_90d=0)]).astype(float)
    name = name_segments(everyone, np.append(labels, [2] * len(orders)), WINDOW)[2]

    assert name == f"Recent {words}, middle spend"


def test_the_words_are_true_of_the_typical_member():
    """Low and high are thirds of all customers; frequent and top are a tenth."""
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
    for label, name in enumerate(name_segments(frame, labels, WINDOW)):
        typical = frame[labels == label].median()
        below = (frame < typical).mean()
        assert ("Recent" in name) == (typical["recency_days"] <= 45)
        assert ("Lapsed" in name) == (typical["recency_days"] > 90)
        assert ("low spend" in name) == (below["lifetime_net_revenue"] < 0.33)
        assert ("top spend" in name) == (below["lifetime_net_revenue"] > 0.9)
        assert ("frequent" in name.lower()) == (below["orders_count"] > 0.9)


def test_equal_customers_are_in_the_middle():
    frame, labels = customers((10, 1, 99))

    assert name_segments(frame, labels, WINDOW) == ["Recent one-time buyers, middle spend"]


@pytest.mark.parametrize(
    ("second", "details"),
    [
        ((102, 1, 25), ["(100 days since the last order)", "(102 days since the last order)"]),
        ((100, 1, 25), ["(20 spent)", "(25 spent)"]),
        ((100, 1, 20), ["(1)", "(2)"]),
    ],
)
def test_equal_names_get_a_detail(second, details):
    others = [(1, 9, 900), (2, 8, 800), (3, 7, 700), (4, 6, 600)]
    frame, labels = customers((100, 1, 20), second, *others)
    names = name_segments(frame, labels, WINDOW)

    assert names[:2] == [f"Lapsed one-time buyers, low spend {detail}" for detail in details]
    assert len(set(names)) == 6


@pytest.mark.parametrize(
    "known", ["Lapsed one-time buyers, middle spend", "Recent frequent buyers, top spend"]
)
def test_a_name_that_is_no_longer_true_goes(known):
    frame, labels = customers((5, 1, 50), (300, 1, 50))

    names = name_segments(frame, labels, WINDOW, {0: known})
    assert names[0] == "Recent one-time buyers, middle spend"


def test_a_name_on_the_edge_does_not_waver():
    # half of the window is 45 days; the first third of the customers ends just before the position
    # .355 of the typical member
    labels = (np.arange(100) > 70).astype(int)
    frame = pd.DataFrame(
        {
            "recency_days": np.where(labels, 300, 48),
            "orders_count": 1,
            "lifetime_net_revenue": np.where(labels, 60, 50),
            "net_revenue_90d": 0,
        }
    ).astype(float)

    assert name_segments(frame, labels, WINDOW)[0] == "At-risk one-time buyers, middle spend"
    for known in ("Recent one-time buyers, middle spend", "At-risk one-time buyers, low spend"):
        assert name_segments(frame, labels, WINDOW, {0: known})[0] == known
