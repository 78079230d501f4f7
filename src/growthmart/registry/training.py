"""When a model is trained, and which of the stored models scores."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
from dbt_common.invocation import get_invocation_id

from growthmart.engines import Session, engine_of
from growthmart.registry.stored import (
    MODEL_SCHEMA,
    StoredModel,
    TrainedModel,
    model_row,
    stored_model,
)
from growthmart.state import read_context

Row = dict[str, Any]


def train_when_due(
    session: Session,
    stored: Any,
    as_of_date: date,
    features: Sequence[str],
    train: Callable[[StoredModel | None], TrainedModel | None],
) -> pa.Table:
    """Return the row of a new model, or no row if the newest training is recent enough.

    A training counts only if it has the sources, the pseudonym key and the features of this build.

    Args:
        session: a session with the state context.
        stored: a frame of ``MODEL_SCHEMA`` with all earlier models; None before the first.
        as_of_date: the as-of date of this build.
        features: the names of the input columns, in order.
        train: trains a model, and compares it on its test split with the model that it is given:
            the champion so far, or None. It may return None if there is nothing to learn from.

    Returns:
        A table of ``MODEL_SCHEMA``.

    Raises:
        ValueError: the state has models in the form of an earlier version of growthmart.
    """
    context = read_context(session)
    # a build that looks back from an earlier day must not know a later model
    past = [
        row for row in _rows(session, stored, features) if row["trained_as_of_date"] <= as_of_date
    ]
    newest = _newest(past)
    if newest is not None:
        age = (as_of_date - newest["trained_as_of_date"]).days
        if age < context.retrain_every_days:
            return MODEL_SCHEMA.empty_table()
    model = train(_champion(session, stored, past))
    if model is None:
        return MODEL_SCHEMA.empty_table()
    if model.features != tuple(features):
        raise ValueError("a model was trained on other features than those asked for")
    return model_row(model, as_of_date, context)


def champion(session: Session, stored: Any, features: Sequence[str]) -> StoredModel | None:
    """Return the model that scores, or None.

    It is the model of the newest training; if that was not better than the champion before, it is
    that champion.

    Args:
        session: a session with the state context.
        stored: a frame of ``MODEL_SCHEMA`` with all models; None before the first.
        features: the names of the input columns, in order.
    """
    rows = _rows(session, stored, features)
    newest = _newest(rows)
    if newest is None:
        return None
    known = [row for row in rows if row["trained_as_of_date"] <= newest["trained_as_of_date"]]
    return _champion(session, stored, known)


def _rows(session: Session, stored: Any, features: Sequence[str]) -> list[Row]:
    """Return the models of the same people and features, without their artefacts."""
    if stored is None:
        return []
    context = read_context(session)
    names = [name for name in MODEL_SCHEMA.names if name != "artefact"]
    if not set(names) <= set(stored.columns):
        raise ValueError(
            "the state has models in the form of an earlier version of growthmart: move the state "
            "away to start without its history, and run dbt build"
        )
    return [
        row
        for row in engine_of(session).arrow(stored.select(*names)).to_pylist()
        if row["sources"] == context.sources
        and row["key_fingerprint"] == context.key_fingerprint
        and json.loads(row["features"]) == list(features)
    ]


def _newest(rows: list[Row]) -> Row | None:
    # this run's own model is the newest, even if the clock of an earlier run was ahead
    own = get_invocation_id()
    return max(rows, key=lambda row: (row["run_id"] == own, row["run_at"]), default=None)


def _champion(session: Session, stored: Any, rows: list[Row]) -> StoredModel | None:
    row = _newest([row for row in rows if row["is_champion"]])
    if row is None:
        return None
    run_id = row["run_id"]

    def read() -> bytes:
        found = engine_of(session).arrow(stored.filter(f"run_id = '{run_id}'").select("artefact"))
        return found["artefact"][0].as_py()

    return stored_model(row, read)
