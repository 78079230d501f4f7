"""The value of customers as tables: a model that skops keeps, and scores."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from growthmart.clv import tables
from growthmart.registry import dump, load

TODAY = date(2024, 12, 31)
DAYS = (0, 92, 184)
CHANNELS = np.array(["email", "paid_search", None], dtype=object)


@pytest.fixture(scope="module")
def orders():
    """Return the days and values of the orders of customers who leave after a while."""
    generator = np.random.default_rng(4)
    rows = []
    for customer in range(1_500):
        first = generator.integers(0, 600)
        gap, life = 1 / generator.gamma(0.8, 1 / 60), generator.exponential(300)
        days = first + np.append(0, np.cumsum(generator.exponential(gap, 60)))
        for day in np.unique(days[(days <= first + life) & (days <= 700)].astype(int)):
            value = generator.gamma(6, 5) if customer % 50 else 0.0
            rows.append((f"c{customer:04}", TODAY - timedelta(days=700 - int(day)), value))
    frame = pd.DataFrame(rows, columns=["customer_id", "day", "value"])
    frame["day"] = pd.to_datetime(frame["day"])
    return frame


def customers_at(orders: pd.DataFrame, before: int) -> pd.DataFrame:
    """Return the `COLUMNS`, as feat_customer_purchases makes them, so many days before today."""
    day = pd.Timestamp(TODAY - timedelta(days=before))
    known = orders[orders["day"] <= day].copy()
    first = known.groupby("customer_id")["day"].transform("min")
    known["repeat"] = known["value"].where((known["day"] > first) & (known["value"] > 0))
    grouped = known.groupby("customer_id")
    found = pd.DataFrame(
        {
            "as_of_date": day.date(),
            "repeat_purchases_count": grouped["day"].count() - 1,
            "days_to_last_purchase": (grouped["day"].max() - grouped["day"].min()).dt.days,
            "days_since_first_purchase": (day - grouped["day"].min()).dt.days,
            "acquisition_channel": CHANNELS[
                grouped.ngroup().groupby(known["customer_id"]).first() % 3
            ],
            "valued_repeat_purchases_count": grouped["repeat"].count(),
            "valued_repeat_net_revenue": grouped["repeat"].sum(),
            "valued_net_revenue": grouped["value"].sum(),
        }
    )
    return found.reset_index()[list(tables.COLUMNS)]


def histories_of(orders: pd.DataFrame) -> pd.DataFrame:
    """Return the `HISTORY_COLUMNS` today, three and six months before."""
    parts = []
    for months, before in zip((0, 3, 6), DAYS, strict=True):
        then = customers_at(orders, before)
        then["months_before"] = months
        then["following_days"] = pd.NA if months == 0 else 92
        then["following_purchases_count"] = pd.NA
        if months:
            later = customers_at(orders, before - 92).set_index("customer_id")
            count = then["customer_id"].map(later["repeat_purchases_count"])
            then["following_purchases_count"] = count - then["repeat_purchases_count"]
        parts.append(then)
    whole = pd.concat(parts)
    whole["as_of_date"] = TODAY
    keys = [name for name in tables.HISTORY_COLUMNS if name != "customers_count"]
    return whole.groupby(keys, dropna=False).size().rename("customers_count").reset_index()


def scores_of(model, customers: pd.DataFrame) -> pd.DataFrame:
    batch = pa.Table.from_pandas(customers, preserve_index=False)
    scored = tables._scored(load(dump(model.estimator)), model.algorithm, 24, 0.1, batch)
    assert scored.schema == tables.SCORES_SCHEMA
    return scored.to_pandas().set_index("customer_id").sort_index()


def test_a_model_is_learnt_kept_and_scores(orders):
    customers = customers_at(orders, 0)

    model = tables.fit(histories_of(orders), customers, customers_at(orders, 92))
    scores = scores_of(model, customers)

    assert model.algorithm.startswith(("bg_nbd", "mbg_nbd", "pareto_nbd"))
    assert model.training_rows == len(customers) == len(scores)
    assert model.window_end == TODAY
    figures = {metric.metric: metric.value for metric in model.metrics}
    assert figures["customers_without_value_left_out"] > 0
    assert {metric.algorithm for metric in model.metrics} >= {"past_spend", "past_rate", "rfm"}
    assert scores["expected_orders_12m"].gt(0).all()
    assert scores["probability_alive"].between(0, 1).all()
    low, high = scores["expected_spend_low"], scores["expected_spend_high"]
    assert (low <= high).all() and (low <= scores["expected_spend"]).all()
    dates = scores["expected_next_order_date"].dropna()
    assert 0 < len(dates) < len(scores) and (dates > TODAY).all()


def test_permuted_rows_have_the_same_scores(orders):
    customers, histories = customers_at(orders, 0), histories_of(orders)
    earlier = customers_at(orders, 92)
    first = scores_of(tables.fit(histories, customers, earlier), customers)

    shuffled = [one.sample(frac=1, random_state=3) for one in (histories, customers, earlier)]
    second = scores_of(tables.fit(*shuffled), shuffled[1])

    pd.testing.assert_frame_equal(first, second, check_exact=True)


def test_a_shop_with_few_customers_has_a_baseline(orders):
    few = orders[orders["customer_id"] < "c0020"]
    customers = customers_at(few, 0)
    histories = histories_of(few)

    model = tables.fit(histories[histories["months_before"] == 0], customers, None)
    scores = scores_of(model, customers)

    assert model.algorithm == "past_rate" and "fewer than 30" in model.note
    assert scores["probability_alive"].isna().all()
    assert scores["expected_orders_12m"].notna().all()
