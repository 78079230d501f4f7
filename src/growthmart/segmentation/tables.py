"""The segmentation as tables: a model in the state database, and a label for every customer."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from growthmart import registry
from growthmart.engines import Session, engine_of
from growthmart.registry import Metric, TrainedModel
from growthmart.segmentation.matching import match_labels, segment_ids
from growthmart.segmentation.names import name_segments
from growthmart.segmentation.points import FEATURES
from growthmart.segmentation.segmenter import CustomerSegmenter
from growthmart.segmentation.segments import SEGMENTS_SCHEMA, Segments

COLUMNS = ("customer_id", "as_of_date", *FEATURES)
TRAINING_COLUMNS = (*COLUMNS, "tenure_days", "churn_window_days")
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
    """Return the row of a new model, or no row if the newest training is recent enough.

    Args:
        session: a session with the state context.
        features: a frame of ``TRAINING_COLUMNS`` with a row per customer, all of one as-of date
            and churn window. At most ``MOST_CUSTOMERS`` customers who have ordered are read.
        stored: a frame of ``registry.MODEL_SCHEMA`` with all earlier models; None before the first.

    Returns:
        A table of ``registry.MODEL_SCHEMA``.
    """
    buyers = features.filter(HAVE_ORDERED)
    drawn = engine_of(session).sample(buyers, "customer_id", MOST_CUSTOMERS, SAMPLE_SEED)
    if not len(drawn):
        return registry.MODEL_SCHEMA.empty_table()
    as_of_date = drawn["as_of_date"][0].as_py()

    def train(_: registry.StoredModel | None) -> TrainedModel:
        # ids go on from the newest model, also if this build looks back from an earlier day
        newest = registry.champion(session, stored, FEATURES)
        return _trained(drawn, None if newest is None else newest.estimator)

    return registry.train_when_due(session, stored, as_of_date, FEATURES, train)


def _trained(drawn: pa.Table, old: Segments | None) -> TrainedModel:
    customers = _customers(drawn)
    segmenter = CustomerSegmenter().fit(customers.to_numpy())
    as_of_date = drawn["as_of_date"][0].as_py()
    algorithm = segmenter.algorithm_
    return TrainedModel(
        algorithm=algorithm,
        features=FEATURES,
        estimator=_successors(segmenter, old, drawn),
        training_rows=len(drawn),
        window_start=as_of_date - timedelta(days=pc.max(drawn["tenure_days"]).as_py()),
        window_end=as_of_date,
        metrics=(
            Metric(algorithm, "train", "silhouette", segmenter.silhouette_),
            Metric(algorithm, "train", "segments_count", len(segmenter.jaccard_)),
            Metric(algorithm, "bootstrap", "smallest_jaccard", float(segmenter.jaccard_.min())),
        ),
        seen=registry.distributions(customers),
    )


def label(session: Session, features: Any, stored: Any) -> Any:
    """Return the :func:`score` of every customer by the newest stored model, batch by batch.

    Args:
        session: a session with the state context.
        features: a frame of ``COLUMNS`` with a row per customer.
        stored: a frame of ``registry.MODEL_SCHEMA`` with all models.

    Returns:
        The rows of ``LABELS_SCHEMA``, in any order, in a form that a Python model may return.

    Raises:
        LookupError: customers have ordered, and there is no model for them.
    """
    engine = engine_of(session)
    champion = registry.champion(session, stored, FEATURES)
    if champion is None and len(engine.arrow(features.filter(HAVE_ORDERED).limit(1))):
        raise LookupError(
            "no segmentation was trained for these sources and this pseudonym key: run dbt "
            "build -s +ml_segmentation_labels"
        )
    segments = None if champion is None else champion.estimator
    return engine.map_batches(features, partial(_scored, segments), LABELS_SCHEMA)


def drift(session: Session, features: Any, stored: Any) -> pa.Table:
    """Return how far the customers with an order are from those that the segments are of.

    Args:
        session: a session with the state context.
        features: a frame of ``COLUMNS`` with a row per customer.
        stored: a frame of ``registry.MODEL_SCHEMA`` with all models.

    Returns:
        A table of ``registry.DRIFT_SCHEMA``.
    """
    buyers = features.filter(HAVE_ORDERED)
    model = registry.champion(session, stored, FEATURES)
    return registry.drift(session, buyers, "customer_id", model)


def _scored(model: Segments | None, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield from score(pa.Table.from_batches([batch]), model).to_batches()


def score(features: pa.Table, model: Segments | None) -> pa.Table:
    """Return a row of ``LABELS_SCHEMA`` for every customer; the rows do not affect each other.

    Customers without an order belong to no cluster. They are in the segment ``no_orders``. If there
    is no model, all customers must be without an order.
    """
    bought = _have_ordered(features).to_numpy()
    positions = np.zeros(len(features), dtype=int)
    is_outlier = np.zeros(len(features), dtype=bool)
    segments = NO_ORDERS
    if model is not None:
        segments = pa.concat_tables([NO_ORDERS, model.table()])
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


def _successors(segmenter: CustomerSegmenter, old: Segments | None, drawn: pa.Table) -> Segments:
    """Return the new segments; a segment keeps id and name of the one that it continues."""
    customers = _customers(drawn)
    clusters = segmenter.clusters_
    labels, _ = clusters.assign(customers.to_numpy())
    known: dict[int, str] = {}
    matched: dict[int, int] = {}
    if old is not None:
        old_labels, _ = old.clusters.assign(customers.to_numpy())
        matched = match_labels(old_labels, labels)
        known = {new: old.names[before] for new, before in matched.items()}
    ids, last_number = segment_ids(
        matched, old.ids if old else [], old.last_number if old else 0, len(clusters.centres)
    )
    churn_window_days = drawn["churn_window_days"][0].as_py()
    return Segments(
        clusters,
        ids,
        name_segments(customers, labels, churn_window_days, known),
        segmenter.jaccard_.tolist(),
        segmenter.is_stable_.tolist(),
        last_number,
    )
