"""Names of segments: they compare the typical member with all customers who have ordered."""

from itertools import product

import pandas as pd

from growthmart.segmentation.points import Labels

THIRD, TENTH = 1 / 3, 1 / 10
# how far a position may be outside a band before the word of the band is no longer true
TOLERANCE = 0.05

# for each word, the positions, 0 to 1, of the typical member among all customers
RECENCY = {"Recent": (0, THIRD), "": (THIRD, 1 - THIRD), "Lapsed": (1 - THIRD, 1)}
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
    customers: pd.DataFrame, labels: Labels, known: dict[int, str] | None = None
) -> list[str]:
    """Return a different name for each label, 0 to k - 1.

    Args:
        customers: the ``FEATURES`` of all customers who have ordered, n rows.
        labels: the segment of each customer, (n,); every label has a customer.
        known: the earlier name of a label; the label keeps it while it is true.
    """
    known = known or {}
    typical = customers.groupby(labels).median()
    names = []
    for label, member in typical.iterrows():
        true = _true_names(customers, member)
        names.append(known[label] if known.get(label) in true else true[0])
    return _distinguished(names, typical)


def _true_names(customers: pd.DataFrame, member: pd.Series) -> list[str]:
    """Return the names that are true of a typical member, the best first."""
    recency = _words(RECENCY, customers["recency_days"], member["recency_days"])
    spend = _words(SPEND, customers["lifetime_net_revenue"], member["lifetime_net_revenue"])
    orders = ["one-time buyers"]
    if member["orders_count"] >= 2:
        orders = _words(ORDERS, customers["orders_count"], member["orders_count"])
    phrases = (
        f"{when} {who}, {what}".strip() for when, who, what in product(recency, orders, spend)
    )
    return [phrase[0].upper() + phrase[1:] for phrase in phrases]


def _words(bands: dict[str, tuple[float, float]], everybody: pd.Series, value: float) -> list[str]:
    """Return the words whose band has the position of ``value``, with ``TOLERANCE``, best first."""
    # equal customers share the middle of their positions
    position = ((everybody < value).mean() + (everybody <= value).mean()) / 2
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
