"""Reviews as tables: a model of all texts, and a sentiment and a topic for each text.

The rows of the model hold words of the texts, so they stay in the restricted schema. A word leaves
it only in the name of a topic, and only if many people write it and no one has it as a name.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from threadpoolctl import threadpool_limits

from growthmart.engines import Session, engine_of
from growthmart.reviews.sentiment import SentimentClassifier, evaluate, sentiments
from growthmart.reviews.stored import MODEL_SCHEMA, TextModel, model_rows, stored_model
from growthmart.reviews.topics import (
    FEWEST_PEOPLE,
    TopicModel,
    name_topics,
    people_per_word,
    topics_of,
)
from growthmart.reviews.vocabulary import Vocabulary, words_of

COLUMNS = ("review_id", "customer_id", "review_text")
TRAINING_COLUMNS = (*COLUMNS, "rating", "reviewed_at")
# The largest number of texts in a training; if there are more, a sample is used.
MOST_TEXTS = 20_000
SAMPLE_SEED = 20230101
NO_TOPIC = "no_topic"
SCORES_SCHEMA = pa.schema(
    [("review_id", pa.string()), ("sentiment", pa.float64()), ("topic_id", pa.string())]
)


def train(session: Session, reviews: Any, names: Any) -> pa.Table:
    """Return the rows of a model of the texts.

    Args:
        session: a session of the database.
        reviews: a frame of ``TRAINING_COLUMNS`` with a row per text. At most ``MOST_TEXTS`` are
            read.
        names: a frame with the column ``contact_name``: names of people, which may be in no
            topic's name.

    Returns:
        A table of ``MODEL_SCHEMA``; without rows if there are too few texts.
    """
    engine = engine_of(session)
    drawn = engine.sample(reviews, "review_id", MOST_TEXTS, SAMPLE_SEED)
    texts, ratings = drawn["review_text"].to_pylist(), _ratings(drawn)
    vocabulary = Vocabulary.learn(texts)
    if not vocabulary.words:
        return MODEL_SCHEMA.empty_table()
    vectors, words = vocabulary.vectors(texts), vocabulary.words
    # one thread: with several threads, the last digits of sums differ from run to run
    with threadpool_limits(limits=1):
        sentiment = SentimentClassifier().fit(vectors, ratings, _authors(drawn)).weights_
        topics = TopicModel().fit(vectors, words).weights_
        in_time = drawn.sort_by([("reviewed_at", "ascending"), ("review_id", "ascending")])
        quality = evaluate(in_time["review_text"].to_pylist(), _ratings(in_time))
    people = people_per_word(vectors, drawn["customer_id"].to_pylist())
    taken = {
        word for name in engine.arrow(names)["contact_name"].to_pylist() for word in words_of(name)
    }
    often = {word for word, count in zip(words, people, strict=True) if count >= FEWEST_PEOPLE}
    topic_names = name_topics(topics, vectors, words, often - taken)
    model = TextModel(vocabulary, sentiment, topics)
    return model_rows(model, topic_names, len(texts), quality)


def score_texts(session: Session, reviews: Any, model: Any) -> Any:
    """Return the :func:`score` of every text, batch by batch.

    Args:
        session: a session of the database.
        reviews: a frame of ``COLUMNS`` with a row per text.
        model: a frame of ``MODEL_SCHEMA``.

    Returns:
        The rows of ``SCORES_SCHEMA``, in any order, in a form that a Python model may return.
    """
    engine = engine_of(session)
    stored = stored_model(engine.arrow(model))
    return engine.map_batches(reviews, partial(_scored, stored), SCORES_SCHEMA)


def _scored(model: TextModel, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield from score(pa.Table.from_batches([batch]), model).to_batches()


def score(reviews: pa.Table, model: TextModel) -> pa.Table:
    """Return a row of ``SCORES_SCHEMA`` for every text; the rows do not affect each other.

    A sentiment is null if there is no model of it, or if the text has no word that the model knows.
    A topic is null if there are no topics, and ``no_topic`` if the text has no word of one.
    """
    vectors = model.vocabulary.vectors(reviews["review_text"].to_pylist())
    sentiment, topic = np.full(len(reviews), np.nan), pa.nulls(len(reviews), pa.string())
    if model.sentiment is not None:
        sentiment = sentiments(vectors, model.sentiment, _authors(reviews))
    if len(model.topics):
        ids = pa.array([NO_TOPIC, *(f"topic_{n + 1}" for n in range(len(model.topics)))])
        topic = ids.take(pa.array(topics_of(vectors, model.topics) + 1))
    columns = [reviews["review_id"], pa.array(sentiment, mask=np.isnan(sentiment)), topic]
    return pa.Table.from_arrays(columns, schema=SCORES_SCHEMA)


def _ratings(reviews: pa.Table) -> np.ndarray:
    return reviews["rating"].cast(pa.float64()).to_numpy()


def _authors(reviews: pa.Table) -> list[str]:
    """Return who wrote each text; a text without a known author has an author of its own."""
    pairs = zip(reviews["customer_id"].to_pylist(), reviews["review_id"].to_pylist(), strict=True)
    return [person or review for person, review in pairs]
