"""Trained models as rows of the state database: written once, appended, and read again."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from math import isfinite
from typing import Any

import pyarrow as pa

from growthmart.registry.artefact import ArtefactError, dump, load
from growthmart.state import StateContext

MODEL_SCHEMA = pa.schema(
    [
        ("run_id", pa.string()),
        ("run_at", pa.timestamp("us")),
        ("sources", pa.string()),
        ("key_fingerprint", pa.string()),
        ("library_version", pa.string()),
        ("trained_as_of_date", pa.date32()),
        ("window_start", pa.date32()),
        ("window_end", pa.date32()),
        ("algorithm", pa.string()),
        ("is_champion", pa.bool_()),
        ("features", pa.string()),
        ("training_rows", pa.int64()),
        ("metrics", pa.string()),
        ("seen", pa.string()),
        ("note", pa.string()),
        ("artefact", pa.binary()),
    ]
)


@dataclass(frozen=True)
class Metric:
    """One figure of one candidate.

    Attributes:
        algorithm: the candidate or baseline that was measured.
        split: the rows that it was measured on: cross_validation, calibration, test, train.
        metric: the name of the figure.
        value: the figure.
    """

    algorithm: str
    split: str
    metric: str
    value: float


@dataclass(frozen=True)
class TrainedModel:
    """What a training returns.

    Attributes:
        algorithm: what scores: the best candidate, or the baseline that it could not beat.
        features: the names of the input columns, in order.
        estimator: what scores; its state is plain, so that skops can write it.
        training_rows: the number of rows learnt from.
        window_start, window_end: the first and the last day of the data learnt from.
        metrics: the figures of every candidate and baseline.
        note: what a reader should know: why a baseline scores, what was on a boundary.
        is_champion: false if the stored champion is better on the test split of this training.
        seen: the distributions of the columns learnt from and of the scores, by
            :func:`~growthmart.registry.drift.distributions`; drift is measured against them.
    """

    algorithm: str
    features: tuple[str, ...]
    estimator: Any
    training_rows: int
    window_start: date
    window_end: date
    metrics: tuple[Metric, ...]
    note: str | None = None
    is_champion: bool = True
    seen: str = "{}"


@dataclass(frozen=True)
class StoredModel:
    """A model that this or an earlier run trained.

    Attributes:
        run_id: the run that trained it.
        trained_as_of_date: the as-of date of that run.
        algorithm, features, metrics, seen: as in :class:`TrainedModel`.
    """

    run_id: str
    trained_as_of_date: date
    algorithm: str
    features: tuple[str, ...]
    metrics: tuple[Metric, ...]
    seen: str
    _read: Callable[[], bytes] = field(repr=False, compare=False)

    @cached_property
    def estimator(self) -> Any:
        """What scores; it is read from the database when it is first asked for.

        Raises:
            ArtefactError: the artefact cannot be read.
        """
        try:
            return load(self._read())
        except ArtefactError as error:
            raise ArtefactError(
                f"the model of run {self.run_id} cannot be used: {error}. If no one should have "
                "changed the state, find out who did. Then delete the row of this run from the "
                "state: the next build trains a new model"
            ) from error


def model_row(model: TrainedModel, as_of_date: date, context: StateContext) -> pa.Table:
    """Return the row of ``MODEL_SCHEMA`` of a model; figures that are not finite are left out.

    Raises:
        ValueError: two figures have one name.
    """
    figures = [asdict(one) for one in model.metrics if isfinite(one.value)]
    if len({(one["algorithm"], one["split"], one["metric"]) for one in figures}) < len(figures):
        raise ValueError("two metrics have the same algorithm, split and name")
    row = context.row_header() | {
        "trained_as_of_date": as_of_date,
        "window_start": model.window_start,
        "window_end": model.window_end,
        "algorithm": model.algorithm,
        "is_champion": model.is_champion,
        "features": json.dumps(model.features),
        "training_rows": model.training_rows,
        "metrics": json.dumps([one | {"value": float(one["value"])} for one in figures]),
        "seen": model.seen,
        "note": model.note,
        "artefact": dump(model.estimator),
    }
    return pa.Table.from_pylist([row], MODEL_SCHEMA)


def stored_model(row: dict[str, Any], read: Callable[[], bytes]) -> StoredModel:
    """Return the model of a row.

    Args:
        row: the columns of ``MODEL_SCHEMA`` but the artefact.
        read: returns the artefact.
    """
    return StoredModel(
        run_id=row["run_id"],
        trained_as_of_date=row["trained_as_of_date"],
        algorithm=row["algorithm"],
        features=tuple(json.loads(row["features"])),
        metrics=tuple(Metric(**one) for one in json.loads(row["metrics"])),
        seen=row["seen"],
        _read=read,
    )
