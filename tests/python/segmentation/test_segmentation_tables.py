"""Model and labels as tables: a stored model can be read again, and every customer has a label."""

import json

import numpy as np
import pyarrow as pa
import pytest

from growthmart.registry import MODEL_SCHEMA, load
from growthmart.segmentation import tables
from growthmart.segmentation.points import FEATURES
from growthmart.segmentation.segmenter import CustomerSegmenter
from growthmart.segmentation.tables import LABELS_SCHEMA, score

from .builders import TODAY, customers, label, train

pytestmark = pytest.mark.usefixtures("few_bootstraps")


def matrix(features):
    rows = [row for row in features.to_pylist() if row["orders_count"]]
    return np.array([[float(row[name]) for name in FEATURES] for row in rows])


def test_a_model_is_one_row_with_all_its_segments(stored):
    assert stored.schema == MODEL_SCHEMA
    (row,) = stored.to_pylist()
    segments = load(row["artefact"])
    count = len(segments.ids)
    assert segments.ids == [f"segment_{number + 1}" for number in range(count)]
    assert len(set(segments.names)) == count == segments.last_number
    assert segments.is_stable == [one >= 0.75 for one in segments.jaccard]
    assert (row["trained_as_of_date"], row["window_end"]) == (TODAY, TODAY)
    metrics = {one["metric"]: one["value"] for one in json.loads(row["metrics"])}
    assert metrics["segments_count"] == count
    assert metrics["smallest_jaccard"] == min(segments.jaccard)


def test_two_trainings_are_equal_but_for_the_run(session, stored):
    runs = ["run_id", "run_at"]
    again = train(session, customers())

    assert again.drop_columns(runs).equals(stored.drop_columns(runs))


def test_a_sample_of_many_customers_does_not_depend_on_their_order(session, monkeypatch):
    features = customers(buyers=400)
    turned = features.take(list(reversed(range(len(features)))))
    monkeypatch.setattr(tables, "MOST_CUSTOMERS", 200)
    sampled = train(session, features)
    again = train(session, turned)

    runs = ["run_id", "run_at"]
    assert again.drop_columns(runs).equals(sampled.drop_columns(runs))
    monkeypatch.setattr(tables, "MOST_CUSTOMERS", 400)
    assert not train(session, features).drop_columns(runs).equals(sampled.drop_columns(runs))
    assert len(label(session, features, sampled)) == len(features)


def test_labels_by_the_stored_model_are_those_of_the_estimator(session, stored):
    features = customers()
    labels = label(session, features, stored)

    assert labels.schema == LABELS_SCHEMA
    segmenter = CustomerSegmenter().fit(matrix(features))
    predicted, distances = segmenter.clusters_.assign(matrix(features))
    outliers = distances > segmenter.clusters_.outlier_distance
    of_buyers = [row for row in labels.to_pylist() if row["segment_id"] != "no_orders"]
    assert [row["segment_id"] for row in of_buyers] == [f"segment_{p + 1}" for p in predicted]
    assert [row["is_outlier"] for row in of_buyers] == outliers.tolist()
    assert [row["stability_jaccard"] for row in of_buyers] == segmenter.jaccard_[predicted].tolist()
    assert len({row["segment_name"] for row in of_buyers}) == len(segmenter.jaccard_)


def test_every_customer_is_scored_separately(stored):
    features = customers()
    model = load(stored["artefact"][0].as_py())
    batches = [pa.Table.from_batches([batch]) for batch in features.to_batches(max_chunksize=7)]

    assert len(batches) > 5
    pieces = pa.concat_tables([score(batch, model) for batch in batches])
    assert pieces.equals(score(features, model))


def test_every_customer_has_one_label(session, stored):
    features = customers()
    labels = label(session, features, stored)

    assert labels["customer_id"].to_pylist() == features["customer_id"].to_pylist()
    without = [row for row in labels.to_pylist() if row["customer_id"].startswith("n")]
    assert len(without) == 5
    for row in without:
        assert row["segment_id"] == "no_orders"
        assert row["segment_name"] == "No orders yet"
        assert row["stability_jaccard"] is row["is_stable"] is row["is_outlier"] is None


def test_the_order_of_the_customers_has_no_effect(session, stored):
    features = customers()
    turned = features.take(list(reversed(range(len(features)))))

    labels = label(session, features, stored)
    again = label(session, turned, stored)
    assert again.sort_by("customer_id").equals(labels.sort_by("customer_id"))


@pytest.mark.parametrize("others", [0, 3])
def test_no_customer_has_bought_yet(session, others):
    features = customers(buyers=0, others=others)
    model = train(session, features)
    labels = label(session, features, model)

    assert (len(model), model.schema) == (0, MODEL_SCHEMA)
    assert labels.schema == LABELS_SCHEMA
    assert labels["segment_id"].to_pylist() == ["no_orders"] * others


def test_one_buyer_is_a_segment(session):
    features = customers(buyers=1, others=1)
    model = train(session, features)
    labels = label(session, features, model)

    assert sorted(labels["segment_id"].to_pylist()) == ["no_orders", "segment_1"]
