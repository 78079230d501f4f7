"""The segmentation as tables: a model in the state database, and a label for every customer."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.engines import Session, engine_of
from growthmart.segmentation.matching import match_labels, segment_ids
from growthmart.segmentation.names import name_segments
from growthmart.segmentation.points import FEATURES
from growthmart.segmentation.segmenter import CustomerSegmenter
from growthmart.segmentation.stored import (
    MODEL_SCHEMA,
    SEGMENTS_SCHEMA,
    StoredModel,
    model_rows,
    newest_model,
    of_these_people,
)
from growthmart.state import read_context

COLUMNS = ("customer_id", "as_of_date", *FEATURES)
TRAINING_COLUMNS = (*COLUMNS, "churn_window_days")
# The largest number of customers with an order in a training; if there are more, a sample is used.
MOST_CUSTOMERS = 100_000
SAMPLE_SEED = 20230101
HAVE_ORDERED = "orders_count > 0"
FLOATS = pa.schema([(name, pa.float64()) for name in FEATURES])
LABELS_SCHEMA = pa.schema(
    [
        ("customer_id", pa.string()),
        ("as_of_date", pa.date32()),
        *SEGMENTS_SCHEMA,
        ("is_outlier", pa.bool_()),
    ]
)
NO_ORDERS = pa.Table.from_pylist(
    [{"segment_id": "no_orders", "segment_name": "No orders yet"}], SEGMENTS_SCHEMA
)


def train_when_due(session: Session, features: Any, stored: Any) -> pa.Table:
    """Return the rows of a new model, or no rows if the stored model is still recent enough.

    Args:
        session: a session with the state context.
        features: a frame of ``TRAINING_COLUMNS`` with a row per customer, all of one as-of date
            and churn window. At most ``MOST_CUSTOMERS`` customers who have ordered are read.
        stored: a frame of ``MODEL_SCHEMA`` with all earlier models; None before the first.

    Returns:
        A table of ``MODEL_SCHEMA``.
    """
    engine, context = engine_of(session), read_context(session)
    buyers = features.filter(HAVE_ORDERED)
    drawn = engine.sample(buyers, "customer_id", MOST_CUSTOMERS, SAMPLE_SEED)
    if not len(drawn):
        return MODEL_SCHEMA.empty_table()
    customers = _customers(drawn)
    as_of_date = drawn["as_of_date"][0].as_py()
    past = of_these_people(None if stored is None else engine.arrow(stored), context)
    champion = newest_model(past)
    if champion is not None:
        age = (as_of_date - champion.trained_as_of_date).days
        if 0 <= age < context.retrain_every_days:
            return MODEL_SCHEMA.empty_table()
    segmenter = CustomerSegmenter().fit(customers.to_numpy())
    window = drawn["churn_window_days"][0].as_py()
    ids, names = _successors(segmenter, champion, customers, window, set(past["segment_id"]))
    return model_rows(segmenter, ids, names, as_of_date, context)


def label(session: Session, features: Any, stored: Any) -> Any:
    """Return the :func:`score` of every customer by the newest stored model, batch by batch.

    Args:
        session: a session with the state context.
        features: a frame of ``COLUMNS`` with a row per customer.
        stored: a frame of ``MODEL_SCHEMA`` with all earlier models.

    Returns:
        The rows of ``LABELS_SCHEMA``, in any order, in a form that a Python model may return.

    Raises:
        LookupError: customers have ordered, and there is no model for them.
    """
    engine, context = engine_of(session), read_context(session)
    champion = newest_model(of_these_people(engine.arrow(stored), context))
    if champion is None and len(engine.arrow(features.filter(HAVE_ORDERED).limit(1))):
        raise LookupError(
            "no segmentation was trained for these sources and this pseudonym key: run dbt "
            "build -s +ml_segmentation_labels"
        )
    return engine.map_batches(features, partial(_scored, champion), LABELS_SCHEMA)


def _scored(
    model: StoredModel | None, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield from score(pa.Table.from_batches([batch]), model).to_batches()


def score(features: pa.Table, model: StoredModel | None) -> pa.Table:
    """Return a row of ``LABELS_SCHEMA`` for every customer; the rows do not affect each other.

    Customers without an order belong to no cluster. They are in the segment ``no_orders``. If there
    is no model, all customers must be without an order.
    """
    bought = _have_ordered(features).to_numpy()
    positions = np.zeros(len(features), dtype=int)
    is_outlier = np.zeros(len(features), dtype=bool)
    segments = NO_ORDERS
    if model is not None:
        segments = pa.concat_tables([NO_ORDERS, model.segments])
        customers = _customers(features.filter(pa.array(bought)))
        labels, distances = model.clusters.assign(customers.to_numpy())
        positions[bought] = 1 + labels
        is_outlier[bought] = distances > model.clusters.outlier_distance
    chosen = segments.take(pa.array(positions)).append_column(
        "is_outlier", pa.array(is_outlier, mask=~bought)
    )
    columns = [features["customer_id"], features["as_of_date"], *chosen.columns]
    return pa.Table.from_arrays(columns, names=LABELS_SCHEMA.names).cast(LABELS_SCHEMA)


def _have_ordered(features: pa.Table) -> pa.ChunkedArray:
    return pc.greater(features["orders_count"], 0)


def _customers(features: pa.Table) -> pd.DataFrame:
    """Return ``FEATURES`` as doubles."""
    return features.select(FEATURES).cast(FLOATS).to_pandas()


def _successors(
    segmenter: CustomerSegmenter,
    champion: StoredModel | None,
    customers: pd.DataFrame,
    churn_window_days: int,
    used_ids: set[str],
) -> tuple[list[str], list[str]]:
    """Return ids and names of the new segments; a segment keeps those of the one it continues."""
    labels, _ = segmenter.clusters_.assign(customers.to_numpy())
    old_ids: list[str] = []
    known: dict[int, str] = {}
    matched: dict[int, int] = {}
    if champion is not None:
        old_ids = champion.segments["segment_id"].to_pylist()
        old_names = champion.segments["segment_name"].to_pylist()
        old_labels, _ = champion.clusters.assign(customers.to_numpy())
        matched = match_labels(old_labels, labels)
        known = {new: old_names[old] for new, old in matched.items()}
    ids = segment_ids(matched, old_ids, used_ids, len(segmenter.clusters_.centres))
    return ids, name_segments(customers, labels, churn_window_days, known)
