"""Topics: words that occur together, and names that show no one's words."""

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from growthmart.reviews.topics import TopicModel, name_topics, people_per_word, topics_of
from growthmart.reviews.vocabulary import Vocabulary

TEXTS = ["late parcel it", "small size it", "late courier it"] * 40


@pytest.fixture(autouse=True)
def one_thread():
    with threadpool_limits(limits=1):
        yield


def learn(texts):
    vocabulary = Vocabulary.learn(texts)
    vectors = vocabulary.vectors(texts)
    return vectors, vocabulary.words, TopicModel(most_topics=2).fit(vectors, vocabulary.words)


def test_words_that_occur_together_are_a_topic():
    vectors, words, model = learn(TEXTS)

    assert model.weights_.shape == (2, len(words))
    assert np.linalg.norm(model.weights_, axis=1) == pytest.approx(1)
    # the larger topic is first, and short words are in none
    assert topics_of(vectors, model.weights_)[:3].tolist() == [0, 1, 0]
    assert model.weights_[:, words.index("it")].tolist() == [0, 0]


def test_the_order_of_the_texts_has_no_effect_on_the_words():
    _, words, model = learn(TEXTS)
    _, again, turned = learn(TEXTS[::-1])

    assert again == words
    assert turned.weights_ == pytest.approx(model.weights_, abs=1e-3)


@pytest.mark.parametrize("texts", [[], ["late parcel"] * 79, ["it is so"] * 200])
def test_too_few_texts_or_words_make_no_topic(texts):
    assert len(learn(texts)[2].weights_) == 0


def test_equal_texts_are_one_topic():
    vectors, _, model = learn(["late parcel"] * 200)

    assert len(model.weights_) == 1
    assert set(topics_of(vectors, model.weights_)) == {0}


def test_a_text_without_a_word_of_a_topic_has_none():
    _, words, model = learn(TEXTS)
    vectors = Vocabulary(words, np.ones(len(words))).vectors(["it", "strange", "", "size"])

    assert topics_of(vectors, model.weights_).tolist() == [-1, -1, -1, 1]


def test_a_person_counts_once_for_a_word_and_unknown_people_as_one():
    vectors = Vocabulary(["box", "late"], np.ones(2)).vectors(["late", "late box", "late", "late"])

    assert people_per_word(vectors, ["anna", "anna", None, None]).tolist() == [1, 2]


def test_a_name_has_the_typical_words_that_may_be_shown():
    vectors, words, model = learn(TEXTS)
    weights = model.weights_

    assert name_topics(weights, vectors, words, set(words)) == [
        "late, courier, parcel",
        "size, small",
    ]
    assert name_topics(weights, vectors, words, {"late", "it"}) == ["late", None]


def test_words_that_are_everywhere_name_no_topic():
    words = ["box", "every", "late"]
    texts = ["every late"] * 10 + ["every box"] * 90
    vectors = Vocabulary(words, np.ones(3)).vectors(texts)
    weights = np.array([[0.0, 0.5, 0.5], [0.5, 0.5, 0.0]])

    assert name_topics(weights, vectors, words, set(words)) == ["late, every", "box, every"]
