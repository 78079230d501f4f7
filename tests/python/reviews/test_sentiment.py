"""Sentiment: learnt from other authors, and judged on later texts."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from growthmart.reviews.sentiment import (
    FOLDS,
    INVERSE_PENALTY,
    SentimentClassifier,
    evaluate,
    fold_of,
    sentiments,
)
from growthmart.reviews.vocabulary import Vocabulary


def learn(texts, ratings, authors):
    vectors = Vocabulary.learn(texts).vectors(texts)
    classifier = SentimentClassifier().fit(vectors, np.array(ratings, dtype=float), authors)
    return vectors, classifier.weights_


TEXTS = ["good box", "bad box", "plain box", "good bad"] * 40
RATINGS = [5, 1, 3, 4] * 40
AUTHORS = [f"a{number}" for number in range(160)]


def test_words_of_good_ratings_make_a_text_good():
    vectors, weights = learn(TEXTS, RATINGS, AUTHORS)
    good, bad, _, mixed = sentiments(vectors, weights, AUTHORS)[:4]

    assert weights.shape == (FOLDS, 4 + 1)
    assert good > mixed > 0 > bad


def test_an_author_s_own_rating_has_no_effect_on_the_score():
    weights = learn(TEXTS, RATINGS, AUTHORS)[1]
    changed = learn(TEXTS, [1, *RATINGS[1:]], AUTHORS)[1]
    part = fold_of(AUTHORS[0])

    assert (changed[part] == weights[part]).all()
    others = [other for other in range(FOLDS) if other != part]
    assert (changed[others] != weights[others]).any(axis=1).all()


def test_a_part_is_the_regression_on_the_other_parts():
    vectors, weights = learn(TEXTS, RATINGS, AUTHORS)
    ratings, folds = np.array(RATINGS), np.array([fold_of(author) for author in AUTHORS])
    seen = (folds != 2) & (ratings != 3)
    expected = LogisticRegression(C=INVERSE_PENALTY, max_iter=1000)
    expected.fit(vectors[seen], ratings[seen] >= 4)
    probability = expected.predict_proba(vectors)[:, 1]

    found = sentiments(vectors, weights, AUTHORS)
    assert found[folds == 2] == pytest.approx(2 * probability[folds == 2] - 1, abs=1e-6)


@pytest.mark.parametrize(
    ("texts", "ratings", "authors"),
    [
        ([], [], []),
        (["good box"] * 200, [5] * 200, [f"a{number}" for number in range(200)]),
        (TEXTS, RATINGS, ["anna"] * 160),
        (TEXTS[:60], RATINGS[:60], AUTHORS[:60]),
        ([f"x{number}" for number in range(160)], RATINGS, AUTHORS),
    ],
    ids=["empty", "one class only", "one author", "few of a class", "no known word"],
)
def test_too_little_teaches_nothing(texts, ratings, authors):
    assert learn(texts, ratings, authors)[1] is None


def test_a_text_without_a_known_word_has_no_sentiment():
    vocabulary = Vocabulary.learn(TEXTS)
    weights = learn(TEXTS, RATINGS, AUTHORS)[1]
    found = sentiments(vocabulary.vectors(["good", "strange", ""]), weights, ["a", "b", "c"])

    assert np.isnan(found).tolist() == [False, True, True]


def test_the_quality_is_that_of_later_texts():
    quality = evaluate(TEXTS, np.array(RATINGS, dtype=float))

    # of the 120 decided texts, the last 36
    assert quality is not None
    assert quality.tested_count == 36
    assert quality.majority_share == pytest.approx(2 / 3)
    assert (quality.accuracy, quality.auc) == (1, 1)


def test_words_that_change_their_meaning_have_no_quality():
    turned = RATINGS[:112] + [6 - rating for rating in RATINGS[112:]]
    quality = evaluate(TEXTS, np.array(turned, dtype=float))

    assert quality is not None
    assert quality.majority_share == pytest.approx(1 / 3)
    assert quality.accuracy == quality.auc == 0


def test_without_both_kinds_in_both_parts_there_is_no_quality():
    assert evaluate(TEXTS, np.full(160, 5.0)) is None
    assert evaluate(TEXTS, np.array([1.0] * 80 + [5.0] * 80)) is None
    assert evaluate([], np.array([])) is None
