"""Drift: how far the people of today are from those that a model was trained on.

The row of a model keeps the distribution of each column that it has seen: the share of the rows
between the deciles of a number, or of each value of a text.
"""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from growthmart.engines import Session, engine_of
from growthmart.quality.drift import DECILES, FEWEST_ROWS, psi
from growthmart.registry.stored import StoredModel

DRIFT_SCHEMA = pa.schema(
    [
        ("run_id", pa.string()),
        ("algorithm", pa.string()),
        ("split", pa.string()),
        ("metric", pa.string()),
        ("value", pa.float64()),
    ]
)
# The largest number of rows that are measured; if there are more, a sample is used.
MOST_ROWS = 100_000
SAMPLE_SEED = 20230101
SPLIT = "as_of_date"

Distribution = dict[str, Any]


def distributions(seen: Mapping[str, Any]) -> str:
    """Return the distributions of columns as JSON.

    Args:
        seen: the values of each column, (n,): numbers or texts, with nulls.
    """
    found = {}
    for name, values in seen.items():
        column = pd.Series(values)
        cuts = None
        if pd.api.types.is_numeric_dtype(column):
            numbers = column.astype(float).dropna()
            cuts = sorted(set(np.quantile(numbers, DECILES).tolist())) if len(numbers) else []
        found[name] = {"rows": len(column), "cuts": cuts, "shares": _shares(column, cuts)}
    return json.dumps(found)


def drift(session: Session, people: Any, key: str, model: StoredModel | None) -> pa.Table:
    """Return the population stability index of each column that a model has seen.

    The index of a column is left out if the model, or the frame, has fewer than ``FEWEST_ROWS``
    rows: chance alone would move it.

    Args:
        session: a session of the database.
        people: a frame of the people of today with the columns that the model has seen: features
            and scores. Columns that the model has not seen are ignored.
        key: a text column that identifies a row.
        model: the model that scores, or None.

    Returns:
        A table of ``DRIFT_SCHEMA``, with the run that trained the model.
    """
    if model is None:
        return DRIFT_SCHEMA.empty_table()
    today = engine_of(session).sample(people, key, MOST_ROWS, SAMPLE_SEED).to_pandas()
    rows = [
        {
            "run_id": model.run_id,
            "algorithm": model.algorithm,
            "split": SPLIT,
            "metric": f"psi_{name}",
            "value": round(psi(was["shares"], _shares(today[name], was["cuts"])), 9),
        }
        for name, was in json.loads(model.seen).items()
        if name in today and min(was["rows"], len(today)) >= FEWEST_ROWS
    ]
    return pa.Table.from_pylist(rows, DRIFT_SCHEMA)


def _shares(column: pd.Series, cuts: list[float] | None) -> dict[str, float]:
    """Return the share of the rows of each bin, or of each text; nulls are a bin of their own."""
    is_known = column.notna()
    known = column[is_known]
    bins = known.astype(str) if cuts is None else np.searchsorted(cuts, known.astype(float))
    counts = pd.Series(bins).value_counts().sort_index()
    shares = {str(name): count / len(column) for name, count in counts.items()}
    return shares if is_known.all() else shares | {"null": float(1 - is_known.mean())}
