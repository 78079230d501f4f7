"""The segmentation as tables: a model in the state database, and a label for every customer."""

from datetime import date

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
from dbt_common.invocation import get_invocation_id
from numpy.typing import NDArray

from growthmart.segmentation.rfm import FEATURES, RfmSegmenter
from growthmart.state import StateContext, read_context

MODEL_SCHEMA = pa.schema(
    [
        ("run_id", pa.string()),
        ("run_at", pa.timestamp("us")),
        ("sources", pa.string()),
        ("key_fingerprint", pa.string()),
        ("library_version", pa.string()),
        ("trained_as_of_date", pa.date32()),
        ("segment_id", pa.string()),
        ("segment_name", pa.string()),
        ("stability_jaccard", pa.float64()),
        ("feature", pa.string()),
        ("median", pa.float64()),
        ("scale", pa.float64()),
        ("centre", pa.float64()),
    ]
)
LABELS_SCHEMA = pa.schema(
    [
        ("customer_id", pa.string()),
        ("as_of_date", pa.date32()),
        ("segment_id", pa.string()),
        ("segment_name", pa.string()),
        ("stability_jaccard", pa.float64()),
    ]
)
NO_ORDERS = {"segment_id": "no_orders", "segment_name": "No orders yet"}


def train_when_due(
    session: duckdb.DuckDBPyConnection, features: pa.Table, stored: pa.Table | None
) -> pa.Table:
    """Return the rows of a new model, none when the stored one still serves.

    Args:
        session: holds the state context.
        features: customer_id, as_of_date and ``FEATURES``, a row per customer.
        stored: the models trained so far, as ``MODEL_SCHEMA``.
    """
    context = read_context(session)
    frame = _buyers(features)
    if frame.empty:
        return MODEL_SCHEMA.empty_table()
    as_of_date = frame["as_of_date"].iloc[0]
    newest = _newest(stored, context)
    if newest is not None:
        age = (as_of_date - newest["trained_as_of_date"].iloc[0]).days
        if 0 <= age < context.retrain_every_days:
            return MODEL_SCHEMA.empty_table()
    return _train(frame, as_of_date, context)


def label(session: duckdb.DuckDBPyConnection, features: pa.Table, stored: pa.Table) -> pa.Table:
    """Return a row of ``LABELS_SCHEMA`` for every customer, by the newest stored model.

    Customers without an order belong to no cluster and form the segment ``no_orders``. Raises
    LookupError when customers have ordered and no model fits.
    """
    buyers = _buyers(features)
    frame = features.to_pandas()[["customer_id", "as_of_date"]].assign(**NO_ORDERS)
    frame["stability_jaccard"] = np.nan
    if not buyers.empty:
        newest = _newest(stored, read_context(session))
        if newest is None:
            raise LookupError(
                "no segmentation was trained for these sources and this pseudonym key: run dbt "
                "build -s +ml_segmentation_labels"
            )
        segmenter, segments = _restore(newest)
        chosen = segments.iloc[segmenter.predict(_matrix(buyers))].set_index(buyers.index)
        frame.loc[buyers.index, chosen.columns] = chosen
    return pa.Table.from_pandas(frame, LABELS_SCHEMA, preserve_index=False)


def _buyers(features: pa.Table) -> pd.DataFrame:
    frame = features.to_pandas()
    return frame[frame["orders_count"] > 0]


def _matrix(frame: pd.DataFrame) -> NDArray[np.float64]:
    return frame[FEATURES].astype(float).to_numpy()


def _newest(stored: pa.Table | None, context: StateContext) -> pd.DataFrame | None:
    if stored is None:
        return None
    frame = stored.to_pandas()
    same = frame["sources"].eq(context.sources) & frame["key_fingerprint"].eq(
        context.key_fingerprint
    )
    frame = frame[same]
    if frame.empty:
        return None
    # this run's own model, also where an earlier clock ran ahead
    of_this_run = frame[frame["run_id"] == get_invocation_id()]
    if not of_this_run.empty:
        frame = of_this_run
    return frame[frame["run_at"] == frame["run_at"].max()]


def _train(frame: pd.DataFrame, as_of_date: date, context: StateContext) -> pa.Table:
    segmenter = RfmSegmenter().fit(_matrix(frame))
    header = context.row_header()
    rows = [
        {
            **header,
            "trained_as_of_date": as_of_date,
            "segment_id": f"segment_{position + 1}",
            "segment_name": name,
            "stability_jaccard": float(segmenter.jaccard_[position]),
            "feature": feature,
            "median": float(segmenter.median_[column]),
            "scale": float(segmenter.scale_[column]),
            "centre": float(segmenter.centres_[position, column]),
        }
        for position, name in enumerate(segmenter.names_)
        for column, feature in enumerate(FEATURES)
    ]
    return pa.Table.from_pylist(rows, MODEL_SCHEMA)


def _restore(model: pd.DataFrame) -> tuple[RfmSegmenter, pd.DataFrame]:
    segmenter = RfmSegmenter()
    by_feature = model.drop_duplicates("feature").set_index("feature").loc[FEATURES]
    segmenter.median_ = by_feature["median"].to_numpy()
    segmenter.scale_ = by_feature["scale"].to_numpy()
    centres = model.pivot(index="segment_id", columns="feature", values="centre")[FEATURES]
    segmenter.centres_ = centres.to_numpy()
    segments = model.drop_duplicates("segment_id").set_index("segment_id").loc[centres.index]
    return segmenter, segments.reset_index()[["segment_id", "segment_name", "stability_jaccard"]]
