"""Model and labels as tables: what is stored comes back, and when a model is trained anew."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from growthmart import __version__, segmentation
from growthmart.segmentation.points import FEATURES
from growthmart.segmentation.segmenter import CustomerSegmenter
from growthmart.segmentation.stored import MODEL_SCHEMA, newest_model
from growthmart.segmentation.tables import LABELS_SCHEMA, score

TODAY = date(2024, 6, 30)
FEATURES_SCHEMA = pa.schema(
    [
        ("customer_id", pa.string()),
        ("as_of_date", pa.date32()),
        ("recency_days", pa.int32()),
        ("orders_count", pa.int32()),
        ("lifetime_net_revenue", pa.decimal128(18, 2)),
        ("net_revenue_90d", pa.decimal128(18, 2)),
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


def customers(buyers=60, others=5, as_of_date=TODAY, seed=3):
    """Return features as the feature model hands them over."""
    rng = np.random.default_rng(seed)
    rows = [
        buyer(
            f"c{number:03}",
            int(rng.integers(0, 300)),
            int(rng.integers(1, 9)),
            int(rng.integers(1, 500_000)),
        )
        for number in range(buyers)
    ]
    for number in range(others):
        rows.insert(number * 2, buyer(f"n{number:03}", None, 0, 0))
    return pa.Table.from_pylist([row | {"as_of_date": as_of_date} for row in rows], FEATURES_SCHEMA)


def buyer(customer_id, recency_days, orders_count, cents):
    return {
        "customer_id": customer_id,
        "recency_days": recency_days,
        "orders_count": orders_count,
        "lifetime_net_revenue": Decimal(cents) / 100,
        "net_revenue_90d": Decimal(cents if orders_count and recency_days < 90 else 0) / 100,
    }


def kinds(sizes, as_of_date=TODAY):
    """Return customers of as many kinds as there are sizes, each on a spot of its own."""
    spots = [(2, 30, 900_000), (60, 9, 90_000), (200, 3, 9_000), (300, 1, 900), (12, 1, 700)]
    rows = [
        buyer(f"k{kind}-{number}", days, orders, cents + number)
        for kind, (size, (days, orders, cents)) in enumerate(zip(sizes, spots, strict=False))
        for number in range(size)
    ]
    return pa.Table.from_pylist([row | {"as_of_date": as_of_date} for row in rows], FEATURES_SCHEMA)


def replaced(table, **columns):
    """Return the table with columns of one value instead."""
    for name, value in columns.items():
        place = table.schema.get_field_index(name)
        field = table.schema.field(name)
        table = table.set_column(place, field, pa.array([value] * len(table), field.type))
    return table


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
    segments = {row["segment_id"] for row in rows}
    assert segments == {f"segment_{number + 1}" for number in range(len(segments))}
    assert len({(row["segment_id"], row["feature"]) for row in rows}) == len(rows)
    assert len(rows) == 4 * len(segments)
    assert not any(value is None for row in rows for value in row.values())
    assert all(row["is_stable"] == (row["stability_jaccard"] >= 0.75) for row in rows)
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
    segmenter = CustomerSegmenter().fit(matrix(features))
    predicted, distances = segmenter.clusters_.assign(matrix(features))
    outliers = distances > segmenter.clusters_.outlier_distance
    of_buyers = [row for row in labels.to_pylist() if row["segment_id"] != "no_orders"]
    assert [row["segment_id"] for row in of_buyers] == [f"segment_{p + 1}" for p in predicted]
    assert [row["is_outlier"] for row in of_buyers] == outliers.tolist()
    assert [row["stability_jaccard"] for row in of_buyers] == segmenter.jaccard_[predicted].tolist()
    assert len({row["segment_name"] for row in of_buyers}) == len(segmenter.jaccard_)


def test_every_customer_is_scored_alone(stored):
    features = customers()
    model = newest_model(stored.to_pandas())
    batches = [pa.Table.from_batches([batch]) for batch in features.to_batches(max_chunksize=7)]

    assert len(batches) > 5
    pieces = pa.concat_tables([score(batch, model) for batch in batches])
    assert pieces.equals(score(features, model))


def test_everybody_has_one_label(session, stored):
    features = customers()
    labels = segmentation.label(session, features, stored)

    assert labels["customer_id"].to_pylist() == features["customer_id"].to_pylist()
    without = [row for row in labels.to_pylist() if row["customer_id"].startswith("n")]
    assert len(without) == 5
    for row in without:
        assert row["segment_id"] == "no_orders"
        assert row["segment_name"] == "No orders yet"
        assert row["stability_jaccard"] is row["is_stable"] is row["is_outlier"] is None


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

    assert len(own) == len(stored)
    assert len(segmentation.train_when_due(session, features, both)) == 0
    tell(session)
    assert len(segmentation.train_when_due(session, features, both)) == 0


def test_the_newest_model_labels(session, stored):
    features = customers()
    older = replaced(stored, run_id="before", run_at=datetime(2024, 1, 1), segment_name="old")

    for models in ([older, stored], [stored, older]):
        labels = segmentation.label(session, features, pa.concat_tables(models))
        assert "old" not in labels["segment_name"].to_pylist()


@pytest.mark.parametrize("missing", ["column", "value", "feature"])
def test_a_model_of_an_earlier_library_does_not_serve(session, stored, missing):
    older = replaced(stored, run_id="before")
    if missing == "column":
        older = older.drop_columns(["outlier_distance", "algorithm"])
    elif missing == "value":
        older = replaced(older, outlier_distance=None)
    else:
        older = older.filter([name != "net_revenue_90d" for name in older["feature"].to_pylist()])

    new = segmentation.train_when_due(session, customers(), older)
    assert len(new) == len(stored)
    assert not set(new["segment_id"].to_pylist()) & set(older["segment_id"].to_pylist())
    with pytest.raises(LookupError, match="no segmentation was trained"):
        segmentation.label(session, customers(), older)


def retrained(session, old, features):
    """Return the model that follows ``old`` a month later, and all models."""
    before = replaced(old, run_id="before", run_at=datetime(2024, 1, 1))
    new = segmentation.train_when_due(session, features, before)
    return new, pa.concat_tables([before, new])


def ids_by_customer(session, features, models):
    labels = segmentation.label(session, features, models).to_pylist()
    return {row["customer_id"]: row["segment_id"] for row in labels}


def test_ids_and_names_go_on_after_a_training(session):
    later = TODAY + timedelta(days=31)
    old = segmentation.train_when_due(session, kinds([40, 30, 20, 50]), None)
    # ids in another order than spend: only the customers can tell
    turn = {f"segment_{n}": f"segment_{5 - n}" for n in range(1, 5)}
    place = old.schema.get_field_index("segment_id")
    old = old.set_column(
        place, old.schema.field(place), pa.array([turn[i] for i in old["segment_id"].to_pylist()])
    )
    new, both = retrained(session, old, kinds([42, 33, 21, 55], later))

    names = [
        {(row["segment_id"], row["segment_name"]) for row in rows.to_pylist()}
        for rows in (old, new)
    ]
    assert names[0] == names[1]
    before = ids_by_customer(session, kinds([40, 30, 20, 50]), old)
    after = ids_by_customer(session, kinds([40, 30, 20, 50], later), both)
    assert before == after


def test_a_fifth_kind_gets_a_new_id_and_a_lost_one_keeps_its_own_to_itself(session):
    four = segmentation.train_when_due(session, kinds([40, 30, 20, 50]), None)
    new, both = retrained(session, four, kinds([40, 30, 20, 50, 40], TODAY + timedelta(days=31)))
    ids = set(new["segment_id"].to_pylist())

    assert ids == {f"segment_{number}" for number in range(1, 6)}
    of_kind = ids_by_customer(session, kinds([1, 1, 1, 1, 1], TODAY + timedelta(days=31)), both)
    assert of_kind["k4-0"] == "segment_5"
    again, _ = retrained(session, new, kinds([40, 30, 20, 50], TODAY + timedelta(days=62)))
    assert set(again["segment_id"].to_pylist()) == ids - {"segment_5"}


def test_names_are_unique_in_every_model(stored):
    names = {(row["segment_id"], row["segment_name"]) for row in stored.to_pylist()}

    assert len(names) == len({name for _, name in names}) == len({number for number, _ in names})
