"""A task as tables: a row of a model, a score for every row, and their drift."""

import json
from datetime import date

import duckdb
import numpy as np
import pandas as pd
import pytest
from dbt_common.invocation import get_invocation_id

from growthmart.classification import Campaign, tables

from .conftest import people

TODAY = date(2024, 6, 30)
DATES = {
    "training": date(2024, 3, 31),
    "calibration": date(2024, 4, 30),
    "test": date(2024, 5, 31),
    "scoring": TODAY,
}
TASK = tables.Task(
    ids=("customer_id",),
    label="has_left",
    features=("recency_days", "net_revenue", "rating", "country", "has_app"),
)


@pytest.fixture
def session(quick):
    """Return a session with the context that the pre-hook sets."""
    context = {"sources": "demo", "key_fingerprint": "key", "retrain_every_days": 7}
    with duckdb.connect() as connection:
        connection.execute(f"set variable state_context = '{json.dumps(context)}'")
        yield connection


def frame(session, name, table):
    session.execute(f"create or replace table {name} as select * from 'table'".replace("'", '"'))
    return session.table(name)


def rows_of(session, purposes=tuple(DATES), flip=()):
    """Return 400 customers of each snapshot."""
    parts = []
    for seed, purpose in enumerate(purposes):
        found, label = people(400, seed=seed)
        found["customer_id"] = [f"c{number:03}" for number in range(400)]
        found["as_of_date"] = DATES[purpose]
        found["purpose"] = purpose
        found["has_left"] = pd.array(label ^ (purpose in flip), dtype="boolean")
        if purpose == "scoring":
            found["has_left"] = pd.NA
        parts.append(found)
    return frame(session, "rows", pd.concat(parts))


def train(session, rows, stored=None):
    past = None if stored is None else frame(session, "stored", stored)
    return tables.train_when_due(session, TASK, rows, past, Campaign())


def test_a_model_is_trained_and_scores_the_people_of_today(session):
    rows = rows_of(session)
    model = train(session, rows)

    (row,) = model.to_pylist()
    assert row["is_champion"]
    assert row["training_rows"] == 400
    assert (row["window_start"], row["window_end"]) == (DATES["training"], TODAY)
    splits = {one["split"] for one in json.loads(row["metrics"])}
    assert splits == {"cross_validation", "calibration", "test"}

    stored = frame(session, "stored", model)
    scores = tables.score(session, TASK, rows, stored).read_all().to_pandas()
    assert set(scores["customer_id"]) == {f"c{number:03}" for number in range(400)}
    assert set(scores["as_of_date"]) == {TODAY}
    assert scores["probability"].between(0, 1).all()
    assert scores["reasons"].str.contains("recency_days").mean() > 0.9
    assert set(scores["algorithm"]) == {row["algorithm"]}
    assert set(scores["run_id"]) == {get_invocation_id()}

    past = tables.backtest(session, TASK, rows, stored).read_all().to_pandas()
    assert past.groupby("as_of_date").size().to_dict() == {
        DATES["calibration"]: 400,
        DATES["test"]: 400,
    }

    drift = tables.drift(session, TASK, rows, frame(session, "scores", scores), stored)
    found = dict(zip(drift["metric"].to_pylist(), drift["value"].to_pylist(), strict=True))
    assert found.keys() == {f"psi_{name}" for name in (*TASK.features, "probability")}
    assert max(found.values()) < 0.25


def test_a_model_that_is_recent_is_not_trained_again(session):
    rows = rows_of(session)

    assert len(train(session, rows, train(session, rows))) == 0


def test_without_a_snapshot_there_is_no_model_and_no_score(session):
    rows = rows_of(session, ["scoring"])
    model = train(session, rows)

    assert len(model) == 0
    assert len(tables.score(session, TASK, rows, frame(session, "stored", model)).read_all()) == 0


def test_without_people_nothing_happens(session):
    rows = rows_of(session).filter("customer_id = ''")

    assert len(train(session, rows)) == 0


def test_one_snapshot_is_enough_for_a_model(session):
    (row,) = train(session, rows_of(session, ["training", "scoring"])).to_pylist()

    splits = {one["split"] for one in json.loads(row["metrics"])}
    assert splits == {"cross_validation"}


def test_a_new_model_that_is_worse_does_not_replace_the_champion(session):
    old = train(session, rows_of(session)).to_pandas()
    old["run_id"], old["trained_as_of_date"] = "old", date(2024, 6, 1)
    # what the new model learns from is the opposite of what the test shows
    rows = rows_of(session, flip=("training", "calibration"))
    (row,) = train(session, rows, old).to_pylist()

    assert not row["is_champion"]
    assert row["algorithm"] == "prior_rate"
    assert np.isfinite([one["value"] for one in json.loads(row["metrics"])]).all()
