"""Spark learns the same model of the texts as DuckDB, and gives the same scores."""

import pyarrow as pa

from growthmart import reviews

from .builders import score, train, written


def test_model_and_scores_are_the_same(session, spark):
    names = spark.createDataFrame(pa.table({"contact_name": ["Nice"]}))
    texts = spark.createDataFrame(written()).repartition(3)
    model = reviews.train(spark, texts, names)
    expected = train(session, written(), ["Nice"])
    assert model.equals(expected)

    stored = spark.createDataFrame(model)
    scores = reviews.score_texts(spark, texts.select(*reviews.COLUMNS), stored)
    found = scores.orderBy("review_id").toArrow()
    expected = score(session, written(), expected).sort_by("review_id")
    assert found.cast(expected.schema).equals(expected)
