"""Segmentation models as rows of the state database: written once, appended, and read again."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
from dbt_common.invocation import get_invocation_id

from growthmart.segmentation.clusters import Clusters
from growthmart.segmentation.points import FEATURES, Scaling
from growthmart.segmentation.segmenter import CustomerSegmenter
from growthmart.state import StateContext

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
        ("algorithm", pa.string()),
        ("silhouette", pa.float64()),
        ("is_stable", pa.bool_()),
        ("outlier_distance", pa.float64()),
    ]
)
SEGMENTS_SCHEMA = pa.schema(
    [
        MODEL_SCHEMA.field(name)
        for name in ("segment_id", "segment_name", "stability_jaccard", "is_stable")
    ]
)


@dataclass(frozen=True)
class StoredModel:
    """A model that an earlier run trained.

    Attributes:
        trained_as_of_date: the as-of date of the customers that it was trained on.
        clusters: the centres.
        segments: a table of ``SEGMENTS_SCHEMA``, with a row for each centre.
    """

    trained_as_of_date: date
    clusters: Clusters
    segments: pa.Table


def of_these_people(stored: pa.Table | None, context: StateContext) -> pd.DataFrame:
    """Return the rows of all models with the sources and the pseudonym key of this build."""
    rows = (stored or MODEL_SCHEMA.empty_table()).to_pandas()
    # the state may be from before a column
    rows = rows.reindex(columns=MODEL_SCHEMA.names)
    is_same = rows["sources"].eq(context.sources)
    return rows[is_same & rows["key_fingerprint"].eq(context.key_fingerprint)]


def newest_model(rows: pd.DataFrame) -> StoredModel | None:
    """Return the newest complete model, or None.

    A model is incomplete if an earlier version of the library wrote other features, or did not
    write a column of today.
    """
    unusable = rows.isna().any(axis=1) | ~rows["feature"].isin(FEATURES)
    whole = rows[~rows["run_id"].isin(rows.loc[unusable, "run_id"])]
    whole = whole[whole.groupby("run_id")["feature"].transform("nunique") == len(FEATURES)]
    if whole.empty:
        return None
    # this run's own model is the newest, even if the clock of an earlier run was ahead
    own = whole[whole["run_id"] == get_invocation_id()]
    candidates = whole if own.empty else own
    model = candidates[candidates["run_at"] == candidates["run_at"].max()]
    segments = model.drop_duplicates("segment_id").sort_values("segment_id")
    centres = model.pivot(index="segment_id", columns="feature", values="centre")
    scaling = model.drop_duplicates("feature").set_index("feature").loc[list(FEATURES)]
    return StoredModel(
        segments["trained_as_of_date"].iloc[0],
        Clusters(
            Scaling(scaling["median"].to_numpy(), scaling["scale"].to_numpy()),
            centres.loc[segments["segment_id"], list(FEATURES)].to_numpy(),
            float(segments["outlier_distance"].iloc[0]),
        ),
        pa.Table.from_pandas(segments, SEGMENTS_SCHEMA, preserve_index=False),
    )


def model_rows(
    segmenter: CustomerSegmenter,
    ids: list[str],
    names: list[str],
    as_of_date: date,
    context: StateContext,
) -> pa.Table:
    """Return a row of ``MODEL_SCHEMA`` for every segment and feature of a fitted segmenter."""
    clusters = segmenter.clusters_
    header = context.row_header() | {
        "trained_as_of_date": as_of_date,
        "algorithm": segmenter.algorithm_,
        "silhouette": segmenter.silhouette_,
        "outlier_distance": clusters.outlier_distance,
    }
    rows = [
        header
        | {
            "segment_id": ids[position],
            "segment_name": names[position],
            "stability_jaccard": float(segmenter.jaccard_[position]),
            "is_stable": bool(segmenter.is_stable_[position]),
            "feature": feature,
            "median": float(clusters.scaling.median[column]),
            "scale": float(clusters.scaling.scale[column]),
            "centre": float(clusters.centres[position, column]),
        }
        for position, column in np.ndindex(clusters.centres.shape)
        for feature in [FEATURES[column]]
    ]
    return pa.Table.from_pylist(rows, MODEL_SCHEMA)
