"""Customers as the feature model returns them, and the context that the pre-hook sets."""

import json
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa

from growthmart import segmentation

TODAY = date(2024, 6, 30)
FEATURES_SCHEMA = pa.schema(
    [
        ("customer_id", pa.string()),
        ("as_of_date", pa.date32()),
        ("recency_days", pa.int32()),
        ("orders_count", pa.int32()),
        ("lifetime_net_revenue", pa.decimal128(18, 2)),
        ("net_revenue_90d", pa.decimal128(18, 2)),
        ("tenure_days", pa.int32()),
        ("churn_window_days", pa.int32()),
    ]
)


CONTEXT = {"sources": "demo", "key_fingerprint": "key-1", "retrain_every_days": 7}


def set_context(connection, **changes):
    """Set the context as the pre-hook does."""
    context = CONTEXT | changes
    connection.execute(f"set variable state_context = '{json.dumps(context)}'")
    return connection


def train(session, features, stored=None):
    """Train on tables, and return the rows of the new model."""
    past = None if stored is None else frame(session, "stored", stored)
    return segmentation.train_when_due(session, frame(session, "features", features), past)


def label(session, features, stored):
    """Return the labels as a table."""
    frames = frame(session, "features", features), frame(session, "stored", stored)
    return segmentation.label(session, *frames).read_all()


def frame(session, name, table):
    """Return a table of the database as a frame, as dbt gives it to a Python model."""
    session.execute(f'create or replace table {name} as select * from "table"')
    return session.table(name)


def customers(buyers=60, others=5, as_of_date=TODAY, seed=3):
    """Return features as the feature model returns them."""
    rng = np.random.default_rng(seed)
    rows = [
        buyer(
            f"c{number:03}",
            int(rng.integers(0, 300)),
            int(rng.integers(1, 9)),
            int(rng.integers(1, 500_000)),
        )
        for number in range(buyers)
    ]
    for number in range(others):
        rows.insert(number * 2, buyer(f"n{number:03}", None, 0, 0))
    return pa.Table.from_pylist([row | {"as_of_date": as_of_date} for row in rows], FEATURES_SCHEMA)


def buyer(customer_id, recency_days, orders_count, cents):
    return {
        "customer_id": customer_id,
        "recency_days": recency_days,
        "orders_count": orders_count,
        "lifetime_net_revenue": Decimal(cents) / 100,
        "net_revenue_90d": Decimal(cents if orders_count and recency_days < 90 else 0) / 100,
        "tenure_days": None if recency_days is None else recency_days + 30,
        "churn_window_days": 90,
    }


def kinds(sizes, as_of_date=TODAY):
    """Return one kind of customers for each size; each kind has its own position."""
    spots = [(2, 30, 900_000), (60, 9, 90_000), (200, 3, 9_000), (300, 1, 900), (12, 1, 700)]
    rows = [
        buyer(f"k{kind}-{number}", days, orders, cents + number)
        for kind, (size, (days, orders, cents)) in enumerate(zip(sizes, spots, strict=False))
        for number in range(size)
    ]
    return pa.Table.from_pylist([row | {"as_of_date": as_of_date} for row in rows], FEATURES_SCHEMA)


def replaced(table, **columns):
    """Return the table with columns replaced by constants."""
    for name, value in columns.items():
        place = table.schema.get_field_index(name)
        field = table.schema.field(name)
        table = table.set_column(place, field, pa.array([value] * len(table), field.type))
    return table
