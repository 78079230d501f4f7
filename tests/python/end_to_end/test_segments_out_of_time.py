"""The value of segments in a quarter and a month after their training: see docs/segmentation.md.

With `-s`, it prints the figures of that page.
"""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from growthmart.segmentation.points import FEATURES
from growthmart.segmentation.segmenter import CustomerSegmenter

from .conftest import GROWTHMART
from .evaluation import Explained, compare, median_cells
from .project import Project
from .test_online_retail import KEY, REAL, SOURCES

MONTH, QUARTER = timedelta(days=30), timedelta(days=91)
RECENCY, ORDERS, SPEND, _ = FEATURES
FOUR_CELLS = [[RECENCY, SPEND], [ORDERS, SPEND], [RECENCY, ORDERS]]
NEXT_SPEND = """
    select customer_id, cast(sum(net_revenue) as double) as spend
    from core.fct_orders
    where customer_id is not null and order_date > $day and order_date <= $day + $days
    group by customer_id
"""


@dataclass
class Shop:
    """A built project whose features can be built for other as-of dates."""

    project: Project
    variables: str = ""

    def query(self, sql: str, **parameters: object) -> pd.DataFrame:
        with duckdb.connect(str(self.project.warehouse), read_only=True) as connection:
            return connection.execute(sql, parameters).df()

    def look_back_from(self, day: date | None) -> pd.DataFrame:
        """Return the features at ``day``, by default the last day, of all who had ordered."""
        selected = "as_of+,+feat_customer_orders" if day else "+feat_customer_orders"
        as_of_date = f"as_of_date: {day}" if day else ""
        variables = "{" + ", ".join(filter(None, [self.variables, as_of_date])) + "}"
        words = ["--exclude-resource-type", "test", "--vars", variables]
        run = self.project.dbt("build", "-s", selected, *words)
        assert run.code == 0, run.output
        frame = self.query(
            "select * from features.feat_customer_orders join intermediate.as_of using (as_of_date)"
        )
        frame = frame[frame["orders_count"] > 0].set_index("customer_id").sort_index()
        return frame[list(FEATURES)].astype(float)

    def last_day(self) -> date:
        return self.query("select as_of_date from intermediate.as_of")["as_of_date"][0].date()

    def spend_after(self, day: date, customers: pd.Index) -> pd.Series:
        spend = self.query(NEXT_SPEND, day=day, days=QUARTER.days).set_index("customer_id")["spend"]
        return spend.reindex(customers, fill_value=0.0)


@dataclass
class Figures:
    """The segments of the customers of one day, and how well they explain the time after it."""

    segmenter: CustomerSegmenter
    smallest_share: float
    beside_eight: Explained
    beside_four: Explained
    agreement: float

    def __str__(self) -> str:
        found, low, high = self.beside_eight.labels
        difference = self.beside_eight.difference
        return (
            f"{self.segmenter.algorithm_} k={len(self.segmenter.jaccard_)} "
            f"jaccard>={self.segmenter.jaccard_.min():.2f} "
            f"silhouette={self.segmenter.silhouette_:.2f} share>={self.smallest_share:.3f} "
            f"explained={found:.3f} ({low:.3f} to {high:.3f}), "
            f"2x2x2 {self.beside_eight.baseline[0]:.3f}, "
            f"difference {difference[0]:+.3f} ({difference[1]:+.3f} to {difference[2]:+.3f}), "
            f"best 2x2 {self.beside_four.baseline[0]:.3f}, agreement={self.agreement:.3f}"
        )


def measure(shop: Shop, day: date) -> Figures:
    customers = shop.look_back_from(day)
    month_later = shop.look_back_from(day + MONTH).loc[customers.index]
    segmenter = CustomerSegmenter().fit(customers.to_numpy())
    labels, _ = segmenter.clusters_.assign(customers.to_numpy())
    spend = shop.spend_after(day, customers.index).to_numpy()
    eight = median_cells(customers, [RECENCY, ORDERS, SPEND])
    fours = [compare(labels, median_cells(customers, pair), spend) for pair in FOUR_CELLS]
    return Figures(
        segmenter,
        float(np.bincount(labels).min() / len(labels)),
        compare(labels, eight, spend),
        max(fours, key=lambda four: four.baseline[0]),
        float((segmenter.clusters_.assign(month_later.to_numpy())[0] == labels).mean()),
    )


def measure_two_quarters(shop: Shop, title: str) -> Figures:
    """Print the figures of the quarter used to choose features and of the next; return the next."""
    shop.look_back_from(None)
    today = shop.last_day()
    for quarters in (2, 1):
        figures = measure(shop, today - quarters * QUARTER)
        print(f"\n{title}, from {today - quarters * QUARTER}: {figures}", end="")
    return figures


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_segments_of_the_demo(new_project: Callable[..., Project], tmp_path: Path, seed: int):
    raw = tmp_path / "raw"
    words = ["simulate", "--seed", str(seed), "--out", str(raw)]
    subprocess.run([GROWTHMART, *words], check=True, capture_output=True)
    figures = measure_two_quarters(Shop(new_project(raw=raw)), f"demo, seed {seed}")

    assert figures.segmenter.jaccard_.min() >= 0.75
    assert figures.smallest_share >= 0.03
    assert figures.beside_eight.difference[0] >= 0
    assert figures.beside_four.difference[0] >= 0
    assert figures.agreement >= 0.88


@pytest.mark.slow
@pytest.mark.real_data
@pytest.mark.skipif(not REAL.is_dir(), reason="the public set is not here: see docs/real-data.md")
def test_segments_of_online_retail(new_project: Callable[..., Project]):
    project = new_project(raw=None)
    project.environment = {**KEY, "GROWTHMART_REAL_DATA": str(REAL)}
    figures = measure_two_quarters(Shop(project, SOURCES[1].strip("{}")), "online_retail")

    assert figures.segmenter.jaccard_.min() >= 0.75
    assert figures.smallest_share >= 0.03
    assert figures.beside_eight.difference[0] >= 0
    assert figures.beside_four.difference[0] >= 0


@pytest.mark.slow
@pytest.mark.real_data
@pytest.mark.skipif(not REAL.is_dir(), reason="the public set is not here: see docs/real-data.md")
def test_segments_of_olist(new_project: Callable[..., Project]):
    """One buyer of a hundred orders again, so nothing explains the later spend."""
    project = new_project(raw=None)
    project.environment = {**KEY, "GROWTHMART_REAL_DATA": str(REAL)}
    figures = measure_two_quarters(Shop(project, "sources: [olist]"), "olist")

    assert len(figures.segmenter.jaccard_) >= 4
    assert figures.segmenter.jaccard_.min() >= 0.75
    assert figures.smallest_share >= 0.03
