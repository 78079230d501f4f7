"""Model and labels as tables: what is stored comes back, and when a model is trained anew."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from growthmart import __version__, segmentation
from growthmart.segmentation.rfm import FEATURES, RfmSegmenter
from growthmart.segmentation.tables import LABELS_SCHEMA, MODEL_SCHEMA

TODAY = date(2024, 6, 30)
FEATURES_SCHEMA = pa.schema(
    [
        ("customer_id", pa.string()),
        ("as_of_date", pa.date32()),
        ("recency_days", pa.int32()),
        ("orders_count", pa.int32()),
        ("lifetime_net_revenue", pa.decimal128(18, 2)),
    ]
)


@pytest.fixture
def session():
    """Return a session with the context that the pre-hook leaves."""
    with duckdb.connect() as connection:
        yield tell(connection)


def tell(connection, sources="demo", key_fingerprint="key-1", retrain_every_days=7):
    context = {
        "sources": sources,
        "key_fingerprint": key_fingerprint,
        "retrain_every_days": retrain_every_days,
    }
    connection.execute(f"set variable state_context = '{json.dumps(context)}'")
    return connection


def customers(buyers=60, others=5, as_of_date=TODAY):
    """Return features as the feature model hands them over."""
    rng = np.random.default_rng(3)
    rows = [
        {
            "customer_id": f"c{number:03}",
            "as_of_date": as_of_date,
            "recency_days": int(rng.integers(0, 300)),
            "orders_count": int(rng.integers(1, 9)),
            "lifetime_net_revenue": Decimal(int(rng.integers(1, 500_000))) / 100,
        }
        for number in range(buyers)
    ]
    for number in range(others):
        rows.insert(
            number * 2,
            {
                "customer_id": f"n{number:03}",
                "as_of_date": as_of_date,
                "recency_days": None,
                "orders_count": 0,
                "lifetime_net_revenue": Decimal(0),
            },
        )
    return pa.Table.from_pylist(rows, FEATURES_SCHEMA)


@pytest.fixture(scope="module")
def stored():
    """Return the model of ``customers()``."""
    with duckdb.connect() as connection:
        return segmentation.train_when_due(tell(connection), customers(), None)


def matrix(features):
    rows = [row for row in features.to_pylist() if row["orders_count"]]
    return np.array([[float(row[name]) for name in FEATURES] for row in rows])


def test_a_model_has_a_row_for_each_segment_and_feature(stored):
    assert stored.schema == MODEL_SCHEMA
    rows = stored.to_pylist()
    assert len({(row["segment_id"], row["feature"]) for row in rows}) == len(rows) == 12
    assert {row["sources"] for row in rows} == {"demo"}
    assert {row["key_fingerprint"] for row in rows} == {"key-1"}
    assert {row["library_version"] for row in rows} == {__version__}
    assert {row["trained_as_of_date"] for row in rows} == {TODAY}
    assert len({(row["run_id"], row["run_at"]) for row in rows}) == 1


def test_two_trainings_are_equal_but_for_the_run(session, stored):
    runs = ["run_id", "run_at"]
    again = segmentation.train_when_due(session, customers(), None)

    assert again.drop_columns(runs).equals(stored.drop_columns(runs))


def test_labels_by_the_stored_model_are_those_of_the_estimator(session, stored):
    features = customers()
    labels = segmentation.label(session, features, stored)

    assert labels.schema == LABELS_SCHEMA
    segmenter = RfmSegmenter().fit(matrix(features))
    predicted = segmenter.predict(matrix(features))
    of_buyers = [row for row in labels.to_pylist() if row["segment_id"] != "no_orders"]
    assert [row["segment_id"] for row in of_buyers] == [f"segment_{p + 1}" for p in predicted]
    assert [row["segment_name"] for row in of_buyers] == [segmenter.names_[p] for p in predicted]
    assert [row["stability_jaccard"] for row in of_buyers] == segmenter.jaccard_[predicted].tolist()


def test_everybody_has_one_label(session, stored):
    features = customers()
    labels = segmentation.label(session, features, stored)

    assert labels["customer_id"].to_pylist() == features["customer_id"].to_pylist()
    without = [row for row in labels.to_pylist() if row["customer_id"].startswith("n")]
    assert len(without) == 5
    for row in without:
        assert row["segment_id"] == "no_orders"
        assert row["segment_name"] == "No orders yet"
        assert row["stability_jaccard"] is None


def test_the_order_of_the_customers_is_nothing(session, stored):
    features = customers()
    turned = features.take(list(reversed(range(len(features)))))
    shuffled = stored.take(list(np.random.default_rng(2).permutation(len(stored))))

    labels = segmentation.label(session, features, stored)
    again = segmentation.label(session, turned, shuffled)
    assert again.sort_by("customer_id").equals(labels.sort_by("customer_id"))


@pytest.mark.parametrize("others", [0, 3])
def test_nobody_has_bought_yet(session, others):
    features = customers(buyers=0, others=others)
    model = segmentation.train_when_due(session, features, None)
    labels = segmentation.label(session, features, model)

    assert (len(model), model.schema) == (0, MODEL_SCHEMA)
    assert labels.schema == LABELS_SCHEMA
    assert labels["segment_id"].to_pylist() == ["no_orders"] * others


def test_one_buyer_is_a_segment(session):
    features = customers(buyers=1, others=1)
    model = segmentation.train_when_due(session, features, None)
    labels = segmentation.label(session, features, model)

    assert sorted(labels["segment_id"].to_pylist()) == ["no_orders", "segment_1"]


@pytest.mark.parametrize(
    ("days", "trains"),
    # a build that looks back from an earlier day must not know the later model
    [(0, False), (1, False), (6, False), (7, True), (400, True), (-1, True)],
)
def test_a_model_is_trained_anew_when_it_is_old(session, stored, days, trains):
    later = customers(as_of_date=TODAY + timedelta(days=days))

    assert bool(len(segmentation.train_when_due(session, later, stored))) == trains


@pytest.mark.parametrize(("every", "trains"), [(1, True), (2, False), (0, True)])
def test_the_age_is_a_knob(session, stored, every, trains):
    later = customers(as_of_date=TODAY + timedelta(days=1))
    tell(session, retrain_every_days=every)

    assert bool(len(segmentation.train_when_due(session, later, stored))) == trains


@pytest.mark.parametrize("other", [{"sources": "demo,online_retail"}, {"key_fingerprint": "key-2"}])
def test_a_model_of_other_people_does_not_serve(session, stored, other):
    features = customers()
    tell(session, **other)
    own = segmentation.train_when_due(session, features, stored)
    both = pa.concat_tables([own, stored])

    assert len(own) == 12
    assert len(segmentation.train_when_due(session, features, both)) == 0
    tell(session)
    assert len(segmentation.train_when_due(session, features, both)) == 0


def test_the_newest_model_labels(session, stored):
    features = customers()
    names = stored["segment_name"].to_pylist()
    older = stored.set_column(
        MODEL_SCHEMA.get_field_index("segment_name"),
        MODEL_SCHEMA.field("segment_name"),
        pa.array([f"old {name}" for name in names]),
    ).set_column(
        MODEL_SCHEMA.get_field_index("run_at"),
        MODEL_SCHEMA.field("run_at"),
        pa.array([datetime(2024, 1, 1)] * len(stored), pa.timestamp("us")),
    )

    for models in ([older, stored], [stored, older]):
        labels = segmentation.label(session, features, pa.concat_tables(models))
        assert not [name for name in labels["segment_name"].to_pylist() if name.startswith("old")]
