"""A task of classification as tables: a model in the registry, and a score for every row.

The rows of a task are a frame with a key, ``as_of_date``, ``purpose``, a label and features. The
purpose is ``training``, ``calibration`` or ``test`` for rows of past snapshots, whose label is
known, and ``scoring`` for rows of the as-of date.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import pyarrow as pa
from dbt_common.invocation import get_invocation_id

from growthmart import registry
from growthmart.classification.champion import MOST_ROWS, SEED, Champion, fit_champion
from growthmart.classification.metrics import Campaign, fit_of
from growthmart.engines import Session, engine_of

PURPOSES = ("training", "calibration", "test")
SCORING = "purpose = 'scoring'"


@dataclass(frozen=True)
class Task:
    """What is predicted for whom.

    Attributes:
        ids: the columns that say whom a row is about; the first identifies a row of one date.
        label: the column to predict, a boolean.
        features: the columns to predict from.
    """

    ids: tuple[str, ...]
    label: str
    features: tuple[str, ...]

    @property
    def chance_schema(self) -> pa.Schema:
        """The columns of a back-test."""
        ids = [(name, pa.string()) for name in self.ids]
        return pa.schema([*ids, ("as_of_date", pa.date32()), ("probability", pa.float64())])

    @property
    def score_schema(self) -> pa.Schema:
        """The columns of the scores."""
        texts = [pa.field("reasons", pa.string()), pa.field("algorithm", pa.string())]
        return pa.schema([*self.chance_schema, *texts])


def train_when_due(
    session: Session, task: Task, rows: Any, stored: Any, campaign: Campaign
) -> pa.Table:
    """Return the row of a new model, or no row if the stored one is recent enough.

    At most ``MOST_ROWS`` rows of each purpose are read. A new model is compared with the stored
    champion on its test rows.

    Args:
        session: a session with the state context.
        task: what is predicted.
        rows: a frame of the rows of the task.
        stored: a frame of the registry's ``MODEL_SCHEMA`` with all earlier models; None before the
            first.
        campaign: cost and value of a contact.

    Returns:
        A table of the registry's ``MODEL_SCHEMA``.
    """
    engine = engine_of(session)
    newest = engine.arrow(rows.filter(SCORING).select("as_of_date").limit(1))
    if not len(newest):
        return registry.MODEL_SCHEMA.empty_table()

    def read(purpose: str) -> pd.DataFrame:
        columns = (task.ids[0], "as_of_date", task.label, *task.features)
        some = rows.filter(f"purpose = '{purpose}'").select(*columns)
        return engine.sample(some, task.ids[0], MOST_ROWS, SEED).to_pandas()

    def train(rival: registry.StoredModel | None) -> registry.TrainedModel | None:
        return _trained(task, {one: read(one) for one in PURPOSES}, as_of_date, campaign, rival)

    as_of_date = newest["as_of_date"][0].as_py()
    return registry.train_when_due(session, stored, as_of_date, task.features, train)


def _trained(
    task: Task,
    snapshots: dict[str, pd.DataFrame],
    as_of_date: date,
    campaign: Campaign,
    rival: registry.StoredModel | None,
) -> registry.TrainedModel | None:
    features = list(task.features)
    training, calibration, test = (snapshots[one] for one in PURPOSES)
    if training.empty:
        return None
    champion = fit_champion(
        training[features],
        training[task.label],
        calibration=(calibration[features], calibration[task.label]),
        test=(test[features], test[task.label]),
        campaign=campaign,
    )
    return registry.TrainedModel(
        algorithm=champion.algorithm,
        features=task.features,
        estimator=replace(champion, metrics=()),
        training_rows=champion.training_rows,
        window_start=training["as_of_date"].min(),
        # the outcomes are those up to this day
        window_end=as_of_date,
        metrics=champion.metrics,
        note=champion.note,
        seen=registry.distributions(
            dict(training[features])
            | {"probability": champion.predict_proba(training[features])[:, 1]}
        ),
        is_champion=rival is None or not _is_worse(champion, rival.estimator, test, task),
    )


def _is_worse(champion: Champion, rival: Champion, test: pd.DataFrame, task: Task) -> bool:
    if test.empty:
        return False
    rows = test[list(task.features)]
    new, old = (one.predict_proba(rows)[:, 1] for one in (champion, rival))
    return registry.paired_bootstrap(fit_of, test[task.label].to_numpy(bool), new, old).is_worse


def score(session: Session, task: Task, rows: Any, stored: Any) -> Any:
    """Return the probability of every row of the as-of date, with the reasons, batch by batch.

    Args:
        session: a session with the state context.
        task: what is predicted.
        rows: a frame of the rows of the task.
        stored: a frame of the registry's ``MODEL_SCHEMA`` with all models.

    Returns:
        What :func:`growthmart.registry.score` returns for ``task.score_schema``; no rows if there
        was nothing to learn from.
    """
    champion, asked = _champion_over(session, task, rows.filter(SCORING), stored)
    return registry.score(session, asked, partial(_scored, task, champion), task.score_schema)


def backtest(session: Session, task: Task, rows: Any, stored: Any) -> Any:
    """Return what the champion says of past snapshots that it did not learn from.

    Args:
        session: a session with the state context.
        task: what is predicted.
        rows: a frame of the rows of the task.
        stored: a frame of the registry's ``MODEL_SCHEMA`` with all models.

    Returns:
        The rows of calibration and test with ids, ``as_of_date`` and ``probability``, in a form
        that a Python model may return; no rows if there is no model.
    """
    past = rows.filter("purpose in ('calibration', 'test')")
    champion, asked = _champion_over(session, task, past, stored)
    chances = partial(_chances, task, champion)
    return engine_of(session).map_batches(asked, chances, task.chance_schema)


def drift(session: Session, task: Task, rows: Any, scores: Any, stored: Any) -> pa.Table:
    """Return how far the rows of today and their scores are from those of the training.

    Args:
        session: a session with the state context.
        task: what is predicted.
        rows: a frame of the rows of the task.
        scores: a frame of the scores; those of this run count.
        stored: a frame of the registry's ``MODEL_SCHEMA`` with all models.

    Returns:
        A table of the registry's ``DRIFT_SCHEMA``.
    """
    key = task.ids[0]
    today = rows.filter(SCORING).select(key, *task.features)
    scored = scores.filter(f"run_id = '{get_invocation_id()}'").select(key, "probability")
    model = registry.champion(session, stored, task.features)
    return registry.drift(session, today.join(scored, key), key, model)


def _champion_over(
    session: Session, task: Task, rows: Any, stored: Any
) -> tuple[Champion | None, Any]:
    """Return the champion, if there is one, and the columns of the rows that it scores."""
    model = registry.champion(session, stored, task.features)
    asked = rows.select(*task.ids, "as_of_date", *task.features)
    return (None, asked.limit(0)) if model is None else (model.estimator, asked)


def _chances(
    task: Task, champion: Champion | None, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        if champion is not None:
            rows = pa.Table.from_batches([batch])
            chance = champion.predict_proba(rows.select(task.features).to_pandas())[:, 1]
            known = rows.select([*task.ids, "as_of_date"])
            yield from known.append_column("probability", pa.array(chance)).to_batches()


def _scored(task: Task, champion: Champion | None, rows: pa.Table) -> pa.Table:
    if champion is None:
        return task.score_schema.empty_table()
    features = rows.select(task.features).to_pandas()
    columns = [
        *(rows[name] for name in (*task.ids, "as_of_date")),
        pa.array(champion.predict_proba(features)[:, 1]),
        pa.array(champion.reasons(features), pa.string()),
        pa.array([champion.algorithm] * len(rows), pa.string()),
    ]
    return pa.Table.from_arrays(columns, schema=task.score_schema)
