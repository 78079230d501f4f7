"""The value of customers as tables: a model in the registry, and a score for every customer."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from sklearn.base import BaseEstimator

from growthmart import registry
from growthmart.clv.choosing import Snapshot, choose
from growthmart.clv.value import DAYS_PER_WEEK, CustomerValue
from growthmart.clv.valuing import Spenders, choose_value
from growthmart.engines import Session, engine_of

HISTORY = ("repeat_purchases_count", "days_to_last_purchase", "days_since_first_purchase")
PAST_SPEND = "valued_net_revenue"
SPEND = ("valued_repeat_purchases_count", "valued_repeat_net_revenue", PAST_SPEND)
CHANNEL = "acquisition_channel"
FEATURES = (*HISTORY, CHANNEL, *SPEND)
HISTORY_COLUMNS = (
    *("as_of_date", "months_before", "following_days", *HISTORY, CHANNEL),
    *("following_purchases_count", "customers_count"),
)
COLUMNS = ("customer_id", "as_of_date", *FEATURES)
HAVE_ORDERED = "repeat_purchases_count is not null"
# the most customers whose spend is learnt from; if there are more, a sample is used
MOST_CUSTOMERS = 100_000
SAMPLE_SEED = 20230101
# a channel with fewer customers is one with the others
LEAST_CUSTOMERS = 50
SCORES_SCHEMA = pa.schema(
    [
        ("customer_id", pa.string()),
        ("as_of_date", pa.date32()),
        ("expected_spend", pa.float64()),
        ("expected_spend_low", pa.float64()),
        ("expected_spend_high", pa.float64()),
        ("expected_orders_12m", pa.float64()),
        ("expected_next_order_date", pa.date32()),
        ("probability_alive", pa.float64()),
        ("discount_rate", pa.float64()),
        ("horizon_months", pa.int32()),
        ("algorithm", pa.string()),
    ]
)


class StoredValue(BaseEstimator):
    """What the registry keeps: the models, and the channels that are covariates.

    Args:
        value: the models of orders and spend.
        channels: the channels with a covariate; the others are the reference.
    """

    def __init__(self, value: CustomerValue, channels: list[str]) -> None:
        self.value = value
        self.channels = channels

    def histories(self, rows: pd.DataFrame) -> np.ndarray:
        """Return histories in weeks, and the covariates."""
        return _histories(rows, self.channels)


def train_when_due(session: Session, histories: Any, customers: Any, stored: Any) -> pa.Table:
    """Return the row of a new model, or no row if the stored one is recent enough.

    Args:
        session: a session with the state context.
        histories: a frame of ``HISTORY_COLUMNS``: distinct histories, with weights.
        customers: a frame of ``COLUMNS`` with a row per customer and date, for the spend.
        stored: a frame of the registry's ``MODEL_SCHEMA``; None before the first model.

    Returns:
        A table of the registry's ``MODEL_SCHEMA``.
    """
    engine = engine_of(session)
    newest = engine.arrow(histories.filter("months_before = 0").select("as_of_date").limit(1))
    if not len(newest):
        return registry.MODEL_SCHEMA.empty_table()
    as_of_date = newest["as_of_date"][0].as_py()

    def at(day: date) -> pd.DataFrame:
        known = customers.filter(f"as_of_date = date '{day}' and {HAVE_ORDERED}")
        drawn = engine.sample(known.select(*COLUMNS), "customer_id", MOST_CUSTOMERS, SAMPLE_SEED)
        return drawn.to_pandas()

    def train(_: registry.StoredModel | None) -> registry.TrainedModel:
        # the parameters are few and fitted to everything, so the newest model is the champion
        rows = engine.arrow(histories).to_pandas()
        following = rows.loc[rows["months_before"] == 3, "following_days"]
        if following.empty:
            return fit(rows, at(as_of_date), None)
        earlier = as_of_date - timedelta(days=int(following.iloc[0]))
        return fit(rows, at(as_of_date), at(earlier))

    return registry.train_when_due(session, stored, as_of_date, FEATURES, train)


def fit(
    histories: pd.DataFrame, customers: pd.DataFrame, earlier: pd.DataFrame | None
) -> registry.TrainedModel:
    """Choose and fit the models.

    Args:
        histories: the ``HISTORY_COLUMNS``.
        customers: the ``COLUMNS`` of customers with an order.
        earlier: the same at the day on which models are tested; None without.
    """
    today = histories[histories["months_before"] == 0]
    channels = _channels(today)
    test, before = (
        _snapshot(histories[histories["months_before"] == months], channels) for months in (3, 6)
    )
    choice = choose(_snapshot(today, channels), test, before)
    value = choose_value(
        choice, _spenders(customers, channels), _tested(earlier, customers, channels)
    )
    as_of_date = pd.Timestamp(histories["as_of_date"].iloc[0]).date()
    oldest = int(today["days_since_first_purchase"].max())
    return registry.TrainedModel(
        algorithm=value.name,
        features=FEATURES,
        estimator=StoredValue(value.model, channels if choice.has_channel else []),
        training_rows=int(today["customers_count"].sum()),
        window_start=as_of_date - timedelta(days=oldest),
        window_end=as_of_date,
        metrics=choice.metrics + value.metrics,
        seen=registry.distributions(
            {name: customers[name].astype(float) for name in (*HISTORY, *SPEND)}
            | {CHANNEL: customers[CHANNEL]}
        ),
        note="; ".join([*choice.notes, *value.notes]) or None,
    )


def score(
    session: Session, customers: Any, stored: Any, horizon_months: int, annual_discount_rate: float
) -> Any:
    """Return the score of every customer with an order, batch by batch.

    Args:
        session: a session with the state context.
        customers: a frame of ``COLUMNS`` with a row per customer.
        stored: a frame of the registry's ``MODEL_SCHEMA`` with all models.
        horizon_months: how far to look ahead.
        annual_discount_rate: the interest per year.

    Returns:
        The rows of ``SCORES_SCHEMA``, in a form that a Python model may return; no rows if there
        is no model.
    """
    champion = registry.champion(session, stored, FEATURES)
    if champion is None:
        customers = customers.limit(0)
    scored = partial(
        _scored,
        None if champion is None else champion.estimator,
        None if champion is None else champion.algorithm,
        horizon_months,
        annual_discount_rate,
    )
    return registry.score(session, customers.filter(HAVE_ORDERED), scored, SCORES_SCHEMA)


def drift(session: Session, customers: Any, stored: Any) -> pa.Table:
    """Return how far the customers of today are from those that the champion has seen.

    Args:
        session: a session with the state context.
        customers: a frame of ``COLUMNS`` with a row per customer.
        stored: a frame of the registry's ``MODEL_SCHEMA`` with all models.
    """
    champion = registry.champion(session, stored, FEATURES)
    return registry.drift(session, customers.filter(HAVE_ORDERED), "customer_id", champion)


def _scored(
    model: StoredValue | None,
    algorithm: str | None,
    horizon_months: int,
    annual_discount_rate: float,
    customers: pa.Table,
) -> pa.Table:
    if model is None:
        return SCORES_SCHEMA.empty_table()
    rows = customers.to_pandas()
    values = model.value.predict(
        model.histories(rows), _spend(rows), horizon_months, annual_discount_rate
    )
    dates = pd.to_datetime(rows["as_of_date"])
    next_dates = dates + pd.to_timedelta(np.ceil(values.next_order_days), unit="D")
    columns = {
        "customer_id": rows["customer_id"],
        "as_of_date": dates.dt.date,
        "expected_spend": np.round(values.value, 9),
        "expected_spend_low": np.round(values.low, 9),
        "expected_spend_high": np.round(values.high, 9),
        "expected_orders_12m": np.round(values.orders_12m, 9),
        "expected_next_order_date": next_dates.dt.date,
        "probability_alive": np.round(values.alive, 9),
        "discount_rate": annual_discount_rate,
        "horizon_months": horizon_months,
        "algorithm": algorithm,
    }
    # pandas makes null of nan; digits beyond the ninth differ by machine
    return pa.Table.from_pandas(pd.DataFrame(columns), SCORES_SCHEMA, preserve_index=False)


def _spenders(customers: pd.DataFrame, channels: list[str]) -> Spenders:
    return Spenders(_histories(customers, channels), _spend(customers), np.zeros(0), 0.0)


def _tested(
    earlier: pd.DataFrame | None, customers: pd.DataFrame, channels: list[str]
) -> Spenders | None:
    """Return the customers of the earlier day with what they have spent since then."""
    if earlier is None or earlier.empty:
        return None
    now = customers[["customer_id", PAST_SPEND]].rename(columns={PAST_SPEND: "now"})
    rows = earlier.merge(now, on="customer_id").sort_values("customer_id")
    later = rows["now"].to_numpy(dtype=float) - rows[PAST_SPEND].to_numpy(dtype=float)
    today, then = (pd.Timestamp(one["as_of_date"].iloc[0]) for one in (customers, earlier))
    return Spenders(
        _histories(rows, channels),
        _spend(rows),
        np.maximum(later, 0.0),
        (today - then).days / DAYS_PER_WEEK,
    )


def _snapshot(rows: pd.DataFrame, channels: list[str]) -> Any:
    """Return the customers of a day; None if there are none."""
    if rows.empty:
        return None
    following = rows["following_days"].iloc[0]
    return Snapshot(
        X=_histories(rows, channels),
        weights=rows["customers_count"].to_numpy(dtype=float),
        later=rows["following_purchases_count"].to_numpy(dtype=float, na_value=np.nan),
        length=float(following) / DAYS_PER_WEEK if pd.notna(following) else 0.0,
    )


def _channels(today: pd.DataFrame) -> list[str]:
    """Return the channels with a covariate; the most frequent one is the reference."""
    counts = today.groupby(CHANNEL)["customers_count"].sum()
    counts = counts[counts >= LEAST_CUSTOMERS]
    names = sorted(counts.index, key=lambda name: (-counts[name], name))
    return sorted(names[1:])


def _histories(rows: pd.DataFrame, channels: list[str]) -> np.ndarray:
    columns = [rows[HISTORY[0]].to_numpy(dtype=float)]
    columns += [rows[name].to_numpy(dtype=float) / DAYS_PER_WEEK for name in HISTORY[1:]]
    columns += [rows[CHANNEL].eq(channel).to_numpy(dtype=float) for channel in channels]
    return np.column_stack(columns)


def _spend(rows: pd.DataFrame) -> np.ndarray:
    count, total, past = (rows[name].to_numpy(dtype=float) for name in SPEND)
    return np.column_stack([count, total / np.maximum(count, 1), past])
