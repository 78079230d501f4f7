"""Model and scores as tables: no text leaves, and every text is scored separately."""

import numpy as np
import pyarrow as pa
import pytest

from growthmart.reviews import tables
from growthmart.reviews.stored import MODEL_SCHEMA, stored_model
from growthmart.reviews.tables import SCORES_SCHEMA

from .builders import review, score, table, train, written


def test_a_model_has_a_row_for_each_part_and_word(model):
    assert model.schema == MODEL_SCHEMA
    rows = model.to_pylist()
    assert len({(row["part"], row["word"]) for row in rows}) == len(rows)
    topics = {row["part"] for row in rows if row["topic_name"]}
    assert {row["part"] for row in rows} == topics | {f"sentiment_{n}" for n in range(1, 6)}
    assert len(topics) == 6
    assert not any(row["weight"] is None for row in rows)
    assert {row["texts_count"] for row in rows} == {240}
    assert all(0.9 < row["auc"] <= 1 for row in rows)


def test_a_stored_model_is_the_one_that_was_written(session, model):
    stored = stored_model(model.take(list(np.random.default_rng(2).permutation(len(model)))))

    assert stored.sentiment.shape == (5, len(stored.vocabulary.words) + 1)
    assert stored.topics.shape == (6, len(stored.vocabulary.words))
    for n, weights in enumerate(stored.topics, 1):
        rows = model.to_pylist()
        found = {row["word"]: row["weight"] for row in rows if row["part"] == f"topic_{n}"}
        assert dict(zip(stored.vocabulary.words, weights, strict=True)) == found


def test_two_trainings_are_equal_in_any_order_of_the_rows(session, model):
    texts = written()

    assert train(session, texts).equals(model)
    assert train(session, texts.take(list(reversed(range(len(texts)))))).equals(model)


def test_a_sample_of_many_texts_does_not_depend_on_their_order(session, monkeypatch, model):
    monkeypatch.setattr(tables, "MOST_TEXTS", 200)
    texts = written()
    sampled = train(session, texts)

    assert set(sampled["texts_count"].to_pylist()) == {200}
    assert train(session, texts.take(list(reversed(range(len(texts)))))).equals(sampled)
    assert len(score(session, texts, sampled)) == len(texts)


def test_scores_follow_the_words(session, model):
    scores = score(session, written(), model)

    assert scores.schema == SCORES_SCHEMA
    assert sorted(scores["review_id"].to_pylist()) == written()["review_id"].to_pylist()
    good = written(seed=9, ratings=[5])
    assert np.mean(score(session, good, model)["sentiment"].to_numpy()) > 0.5
    bad = written(seed=9, ratings=[1])
    assert np.mean(score(session, bad, model)["sentiment"].to_numpy()) < -0.5


def test_every_text_is_scored_separately(model):
    texts, stored = written(), stored_model(model)
    batches = [pa.Table.from_batches([one]) for one in texts.to_batches(max_chunksize=7)]

    pieces = pa.concat_tables([tables.score(batch, stored) for batch in batches])
    assert pieces.equals(tables.score(texts, stored))


def test_the_name_of_a_person_is_in_no_name_of_a_topic(session):
    texts = table(
        [review(n, "thanks jessica friendly" if n % 2 else "late box", 5) for n in range(100)]
    )

    assert "jessica" in names(train(session, texts))
    assert "jessica" not in names(train(session, texts, ["Jéssica De Lima"]))


@pytest.mark.parametrize("author", ["anna", None])
def test_a_word_of_few_people_is_in_no_name_of_a_topic(session, author):
    texts = [review(n, "late box", 5) for n in range(60)]
    texts += [review(n, "secret sauce", 5, f"c{n % 9}") for n in range(60, 120)]
    texts += [review(n, "hidden leak", 5, author) for n in range(120, 180)]

    assert names(train(session, table(texts))) == {"box", "late"}


def names(model):
    """Return the words of all names of topics."""
    shown = {name for name in model["topic_name"].to_pylist() if name}
    return {word for name in shown for word in name.split(", ")}


def test_without_reviews_nothing_is_trained(session):
    model = train(session, table([]))
    assert (len(model), model.schema) == (0, MODEL_SCHEMA)

    scores = score(session, table([]), model)
    assert (len(scores), scores.schema) == (0, SCORES_SCHEMA)


def test_too_few_texts_have_neither_sentiment_nor_topic(session):
    texts = written(count=12)
    scores = score(session, texts, train(session, texts))

    assert len(scores) == 12
    assert scores["sentiment"].null_count == scores["topic_id"].null_count == 12


def test_ratings_of_one_kind_have_topics_and_no_sentiment(session):
    texts = written(ratings=[5])
    scores = score(session, texts, train(session, texts))

    assert scores["sentiment"].null_count == len(scores)
    assert scores["topic_id"].null_count == 0


def test_a_text_of_unknown_words_has_no_sentiment_and_no_topic(session, model):
    texts = table([review(1, "strange", 5), review(2, "12345 @@", 1, None)])

    assert score(session, texts, model).to_pylist() == [
        {"review_id": "r0001", "sentiment": None, "topic_id": "no_topic"},
        {"review_id": "r0002", "sentiment": None, "topic_id": "no_topic"},
    ]
