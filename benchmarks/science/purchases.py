"""Purchase histories of customers at a day, from a table of their orders."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from growthmart.clv import Snapshot, Spenders

Floats = NDArray[np.float64]


class Purchases:
    """The purchases of customers; several on a day are one.

    Args:
        orders: the columns customer_id, day and value.
    """

    def __init__(self, orders: pd.DataFrame) -> None:
        grouped = orders.groupby(["customer_id", "day"], sort=True)
        self.days = grouped["value"].sum().reset_index()
        self.first = self.days.groupby("customer_id")["day"].min()

    def histories(self, today: pd.Timestamp) -> pd.DataFrame:
        """Return frequency, recency and age in weeks of those who have ordered, by customer_id."""
        known = self.days[self.days["day"] <= today].groupby("customer_id")["day"]
        first, last, count = known.min(), known.max(), known.count()
        return pd.DataFrame(
            {
                "frequency": count - 1.0,
                "recency": (last - first).dt.days / 7,
                "age": (today - first).dt.days / 7,
            }
        )

    def repeat_spend(self, today: pd.Timestamp) -> pd.DataFrame:
        """Return count and mean of the purchases after the first one, by customer_id."""
        first = self.days["customer_id"].map(self.first)
        days = self.days[(self.days["day"] <= today) & (self.days["day"] > first)]
        days = days[days["value"] > 0]
        found = days.groupby("customer_id")["value"].agg(["count", "mean"])
        known = self.first.index[self.first <= today]
        return found.reindex(known, fill_value=0.0).astype(float)

    def between(self, start: pd.Timestamp, end: pd.Timestamp, column: str = "count") -> pd.Series:
        """Return the count or the sum of the purchases after a day, of those known on it."""
        days = self.days[(self.days["day"] > start) & (self.days["day"] <= end)]
        found = days.groupby("customer_id")["value"].agg(column)
        return found.reindex(self.first.index[self.first <= start], fill_value=0).astype(float)

    def spenders(self, today: pd.Timestamp, end: pd.Timestamp) -> Spenders:
        """Return histories and spend at a day, and the spend until another day."""
        histories = self.histories(today)
        past = self.days[self.days["day"] <= today].groupby("customer_id")["value"].sum().round(2)
        spend = self.repeat_spend(today).assign(past=past)
        return Spenders(
            X=histories.to_numpy(),
            spend=spend.loc[histories.index].to_numpy(dtype=float),
            later=self.between(today, end, "sum").to_numpy(),
            length=(end - today).days / 7,
        )

    def snapshot(self, start: pd.Timestamp, end: pd.Timestamp) -> Snapshot:
        """Return the histories at a day, and the purchases until another day."""
        found = self.histories(start)
        return Snapshot(
            X=found.to_numpy(),
            weights=np.ones(len(found)),
            later=self.between(start, end).to_numpy(),
            length=(end - start).days / 7,
        )
