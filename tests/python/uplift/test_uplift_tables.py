"""Uplift as tables: a model, a score for every customer, and no claim without a control."""

import json
from datetime import date

import duckdb
import numpy as np
import pandas as pd
import pytest

from growthmart.uplift import CANDIDATES, tables

from .trials import trial

TODAY = date(2024, 6, 30)


@pytest.fixture
def session():
    """Return a session with the context that the pre-hook sets."""
    context = {"sources": "demo", "key_fingerprint": "key", "retrain_every_days": 7}
    with duckdb.connect() as connection:
        connection.execute(f"set variable state_context = '{json.dumps(context)}'")
        yield connection


def frame(session, name, table):
    session.execute(f'create or replace table {name} as select * from "table"')
    return session.table(name)


def rows_of(session, assigned=1_200, effect=0.3, tested_effect=0.3):
    """Return people assigned to two campaigns, the second for the test, and those of today."""
    parts = []
    for purpose, count, slope in (
        ("training", assigned, effect),
        ("test", assigned // 2, tested_effect),
        ("scoring", 300, 0.0),
    ):
        drawn = trial(count, seed=len(purpose), effects=((0.1, slope, 0.0),))
        found = pd.DataFrame(dict.fromkeys(tables.FEATURES, 0.0), index=range(count))
        found["recency_days"], found["orders_count"] = drawn.frame["helped"], drawn.frame["other"]
        found["customer_id"] = [f"{purpose} {number:04}" for number in range(count)]
        found["row_id"] = found["customer_id"]
        found["as_of_date"] = TODAY if purpose == "scoring" else date(2024, 5, 31)
        found["purpose"] = purpose
        is_known = purpose != "scoring"
        found["is_treated"] = pd.array(drawn.arms == 1, "boolean") if is_known else pd.NA
        found["treated_share"] = 0.5 if is_known else np.nan
        found["has_ordered"] = pd.array(drawn.outcomes == 1, "boolean") if is_known else pd.NA
        parts.append(found)
    rows = pd.concat(parts).astype({"is_treated": "boolean", "has_ordered": "boolean"})
    return frame(session, "rows", rows)


def train(session, rows, stored=None):
    past = None if stored is None else frame(session, "stored", stored)
    return tables.train_when_due(session, rows, past)


def test_a_model_is_trained_and_scores_the_people_of_today(session):
    rows = rows_of(session)
    model = train(session, rows)

    (row,) = model.to_pylist()
    assert row["is_champion"]
    assert row["algorithm"] in CANDIDATES
    assert row["note"] is None
    assert row["training_rows"] == 1_800
    figures = {(one["split"], one["metric"]) for one in json.loads(row["metrics"])}
    assert {("cross_validation", "auuc"), ("test", "qini"), ("test", "qini_low")} <= figures

    stored = frame(session, "stored", model)
    scores = tables.score(session, rows, stored).read_all().to_pandas()
    people = rows.filter(tables.SCORING).to_df().set_index("customer_id")
    helped = people.loc[scores["customer_id"], "recency_days"]
    assert len(scores) == 300
    assert np.corrcoef(scores["uplift"], helped)[0, 1] > 0.6
    assert {"persuadable", "sure_thing", "lost_cause"} <= set(scores["uplift_class"])

    drift = tables.drift(session, rows, frame(session, "scores", scores), stored)
    assert {"psi_recency_days", "psi_uplift"} <= set(drift["metric"].to_pylist())


def test_without_a_control_the_model_makes_no_claim_and_scores_no_one(session):
    rows = rows_of(session)
    treated = frame(session, "treated", rows.filter("is_treated is not false").to_arrow_table())
    model = train(session, treated)

    (row,) = model.to_pylist()
    assert row["algorithm"] == "no_causal_claim"
    assert "no campaign had a randomised control" in row["note"]
    stored = frame(session, "stored", model)
    assert len(tables.score(session, treated, stored).read_all()) == 0

    # a week later there is a control arm
    past = model.to_pandas()
    past["run_id"], past["trained_as_of_date"] = "old", date(2024, 6, 1)
    (row,) = train(session, rows, past).to_pylist()
    assert row["is_champion"]


def test_a_new_model_that_is_worse_does_not_replace_the_champion(session):
    old = train(session, rows_of(session)).to_pandas()
    old["run_id"], old["trained_as_of_date"] = "old", date(2024, 6, 1)
    # what the new model learns from is the opposite of what the test shows
    (row,) = train(session, rows_of(session, effect=-0.3, assigned=2_000), old).to_pylist()

    assert not row["is_champion"]


def test_the_average_effect_gives_no_class(session):
    rows = rows_of(session, assigned=60)
    model = train(session, rows)
    scores = tables.score(session, rows, frame(session, "stored", model)).read_all().to_pandas()

    assert set(scores["algorithm"]) == {"average_effect"}
    assert scores["uplift"].nunique() == 1
    assert scores["uplift_class"].isna().all()


def test_without_people_nothing_happens(session):
    assert len(train(session, rows_of(session).filter("customer_id = ''"))) == 0
