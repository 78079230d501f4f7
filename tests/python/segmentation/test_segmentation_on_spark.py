"""Spark draws the same customers as DuckDB, learns the same model and gives the same labels."""

import json

import pytest

from growthmart import segmentation
from growthmart.engines import engine_of
from growthmart.registry import MODEL_SCHEMA
from growthmart.segmentation import tables

from .builders import CONTEXT, customers, frame, label, train

pytestmark = pytest.mark.usefixtures("few_bootstraps")


@pytest.fixture
def on_spark(spark):
    """Return the session with the context that the pre-hook sets."""
    from growthmart.engines.spark.engine import set_variable

    set_variable("state_context", json.dumps(CONTEXT))
    return spark


def test_the_sample_is_the_same(session, spark):
    features = customers(buyers=300)
    turned = features.take(list(reversed(range(len(features)))))
    drawn = engine_of(session).sample(frame(session, "people", features), "customer_id", 100, 7)
    again = engine_of(spark).sample(spark.createDataFrame(turned), "customer_id", 100, 7)

    assert len(drawn) == 100
    assert again.cast(drawn.schema).equals(drawn)
    assert drawn["customer_id"].to_pylist() == sorted(drawn["customer_id"].to_pylist())


def test_model_and_labels_are_the_same(session, on_spark, monkeypatch):
    monkeypatch.setattr(tables, "MOST_CUSTOMERS", 250)
    features = customers(buyers=300)
    people = on_spark.createDataFrame(features).repartition(3)
    model = segmentation.train_when_due(on_spark, people, None)
    runs = ["run_id", "run_at"]
    expected = train(session, features)
    assert model.drop_columns(runs).equals(expected.drop_columns(runs))

    stored = on_spark.createDataFrame(model)
    assert len(segmentation.train_when_due(on_spark, people, stored)) == 0
    labels = segmentation.label(on_spark, people, stored).orderBy("customer_id").toArrow()
    expected = label(session, features, expected).sort_by("customer_id")
    assert labels.cast(expected.schema).equals(expected)


def test_customers_without_a_model_are_an_error(on_spark):
    none = on_spark.createDataFrame(MODEL_SCHEMA.empty_table())
    with pytest.raises(LookupError, match="no segmentation was trained"):
        segmentation.label(on_spark, on_spark.createDataFrame(customers()), none)
