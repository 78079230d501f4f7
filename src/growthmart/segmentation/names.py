"""Names of segments: in words, what is typical of the members."""

from itertools import product

import numpy as np
import pandas as pd

from growthmart.segmentation.points import Labels

THIRD, TENTH = 1 / 3, 1 / 10
# how far a position may be outside a band before the word of the band is no longer true
TOLERANCE = 0.05
# the share of the members with one order from which they are called one-time buyers
NEARLY_ALL = 0.95

# for each word, the days since the last order of the typical member, in churn windows: the
# thresholds of lifecycle_stage
RECENCY = {"Recent": (0, 1 / 2), "At-risk": (1 / 2, 1), "Lapsed": (1, np.inf)}
# for each word, the positions, 0 to 1, of the typical member among all customers
ORDERS = {"repeat buyers": (0, 1 - TENTH), "frequent buyers": (1 - TENTH, 1)}
SPEND = {
    "low spend": (0, THIRD),
    "middle spend": (THIRD, 1 - THIRD),
    "high spend": (1 - THIRD, 1 - TENTH),
    "top spend": (1 - TENTH, 1),
}
# the details that distinguish segments with the same name
DETAILS = {
    "recency_days": "{:,.0f} days since the last order",
    "orders_count": "{:,.0f} orders",
    "lifetime_net_revenue": "{:,.0f} spent",
}


def name_segments(
    customers: pd.DataFrame,
    labels: Labels,
    churn_window_days: int,
    known: dict[int, str] | None = None,
) -> list[str]:
    """Return a different name for each label, 0 to k - 1.

    Args:
        customers: the ``FEATURES`` of all customers who have ordered, n rows.
        labels: the segment of each customer, (n,); every label has a customer.
        churn_window_days: the days without an order after which a customer has churned.
        known: the earlier name of a label; the label keeps it while it is true.
    """
    known = known or {}
    members = customers.groupby(labels)
    typical = members.median()
    names = []
    for label, group in members:
        true = _true_names(customers, group, churn_window_days)
        names.append(known[label] if known.get(label) in true else true[0])
    return _distinguished(names, typical)


def _true_names(
    customers: pd.DataFrame, members: pd.DataFrame, churn_window_days: int
) -> list[str]:
    """Return the names that are true of a segment, the best first."""
    recency = _words(RECENCY, members["recency_days"].median() / churn_window_days)
    orders = _words_of_orders(customers["orders_count"], members["orders_count"])
    spend = _words(
        SPEND, _position(customers["lifetime_net_revenue"], members["lifetime_net_revenue"])
    )
    return [f"{when} {who}, {what}" for when, who, what in product(recency, orders, spend)]


def _words_of_orders(customers: pd.Series, members: pd.Series) -> list[str]:
    if (members == 1).mean() >= NEARLY_ALL:
        return ["one-time buyers"]
    if members.median() < 2:
        return ["one-time and repeat buyers"]
    return _words(ORDERS, _position(customers, members))


def _position(customers: pd.Series, members: pd.Series) -> float:
    """Return the position, 0 to 1, of the typical member among all customers."""
    typical = members.median()
    # equal customers share the middle of their positions
    return float(((customers < typical).mean() + (customers <= typical).mean()) / 2)


def _words(bands: dict[str, tuple[float, float]], position: float) -> list[str]:
    """Return the words whose band has the position, with ``TOLERANCE``, the best first."""
    outside = {word: max(low - position, position - high) for word, (low, high) in bands.items()}
    return sorted((word for word in bands if outside[word] <= TOLERANCE), key=outside.__getitem__)


def _distinguished(names: list[str], typical: pd.DataFrame) -> list[str]:
    """Return ``names`` with a detail for equal names: a typical number, or else 1, 2 and so on."""
    distinguished = list(names)
    for name in {name for name in names if names.count(name) > 1}:
        labels = [label for label, other in enumerate(names) if other == name]
        details = [str(number + 1) for number in range(len(labels))]
        for feature, text in DETAILS.items():
            texts = [text.format(typical.loc[label, feature]) for label in labels]
            if len(set(texts)) == len(texts):
                details = texts
                break
        for label, detail in zip(labels, details, strict=True):
            distinguished[label] = f"{name} ({detail})"
    return distinguished
