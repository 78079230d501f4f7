"""Sentiment: what a text says of the rating, learnt from the ratings of other authors."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import md5

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, roc_auc_score

from growthmart.reviews.vocabulary import Floats, Vocabulary, rounded

FOLDS = 5
# Ratings from 4 on are good, up to 2 bad; 3 is neither, and teaches nothing.
GOOD, BAD = 4, 2
# The inverse of the penalty on large weights (scikit-learn's C): docs/reviews.md says how chosen.
INVERSE_PENALTY = 3.0
# The share of the texts, the earliest, that the model of the evaluation learns from.
EARLY_SHARE = 0.7


def fold_of(author: str) -> int:
    """Return the part, 0 to ``FOLDS`` - 1, in which all texts of an author are."""
    return int(md5(author.encode(), usedforsecurity=False).hexdigest()[:8], 16) % FOLDS


@dataclass
class SentimentClassifier:
    """Logistic regression of good against bad ratings on the words of the texts.

    There is a model for each part of the authors, learnt from the texts of all other parts. So no
    text is scored by a model that has seen the rating of its author.

    Args:
        fewest_authors: good and bad ratings must each come from as many authors; with fewer,
            nothing is learnt.

    Attributes, learnt by :meth:`fit`:
        weights_: (FOLDS, w + 1) the weight of each word, and last the constant; None if nothing was
            learnt.
    """

    fewest_authors: int = 30
    weights_: Floats | None = field(init=False, default=None)

    def fit(
        self, vectors: csr_matrix, ratings: Floats, authors: Sequence[str]
    ) -> "SentimentClassifier":
        """Learn from the vectors of texts, (n, w), with the rating and the author of each, (n,)."""
        names, folds = np.array(authors, dtype=object), np.array([fold_of(a) for a in authors])
        good, decided = ratings >= GOOD, _decided(ratings)
        kinds = [set(names[decided & (good == kind)]) for kind in (True, False)]
        if vectors.shape[1] and min(map(len, kinds)) >= self.fewest_authors:
            seen = [decided & (folds != fold) for fold in range(FOLDS)]
            self.weights_ = np.array([_weights(vectors[rows], good[rows]) for rows in seen])
        return self


def sentiments(vectors: csr_matrix, weights: Floats, authors: Sequence[str]) -> Floats:
    """Return the sentiment of each text, -1 to 1: twice the probability of a good rating, less 1.

    Args:
        vectors: (n, w).
        weights: (FOLDS, w + 1), as :class:`SentimentClassifier` learns them.
        authors: (n,) the author of each text.

    Returns:
        (n,); nan for a text without a known word.
    """
    folds = np.array([fold_of(author) for author in authors], dtype=int)
    scores = (vectors @ weights[:, :-1].T + weights[:, -1])[np.arange(len(folds)), folds]
    # 2 / (1 + exp(-score)) - 1
    return np.where(np.diff(vectors.indptr) > 0, rounded(np.tanh(scores / 2)), np.nan)


@dataclass(frozen=True)
class Quality:
    """How well the ratings of later texts are predicted from the words of earlier ones.

    Attributes:
        tested_count: the later texts with a good or bad rating.
        majority_share: the share that is right if every text is said to have the rating, good or
            bad, that most of the earlier texts have.
        accuracy: the share that the model gets right.
        auc: the area under the ROC curve.
    """

    tested_count: int
    majority_share: float
    accuracy: float
    auc: float


def evaluate(texts: Sequence[str], ratings: Floats) -> Quality | None:
    """Learn from the earlier texts and predict the ratings of the later ones.

    Args:
        texts: (n,) in the order of time.
        ratings: (n,).

    Returns:
        The quality, or None if good or bad ratings are missing from either part.
    """
    decided = np.flatnonzero(_decided(ratings))
    texts, good = [texts[int(row)] for row in decided], ratings[decided] >= GOOD
    cut = int(len(texts) * EARLY_SHARE)
    vocabulary = Vocabulary.learn(texts[:cut])
    if not vocabulary.words or len(set(good[:cut])) < 2 or len(set(good[cut:])) < 2:
        return None
    weights = _weights(vocabulary.vectors(texts[:cut]), good[:cut])
    scores = vocabulary.vectors(texts[cut:]) @ weights[:-1] + weights[-1]
    usual = good[:cut].mean() >= 0.5
    return Quality(
        len(texts) - cut,
        float(np.mean(good[cut:] == usual)),
        float(accuracy_score(good[cut:], scores > 0)),
        float(roc_auc_score(good[cut:], rounded(scores))),
    )


def _decided(ratings: Floats) -> NDArray[np.bool_]:
    return (ratings >= GOOD) | (ratings <= BAD)


def _weights(vectors: csr_matrix, good: NDArray[np.bool_]) -> Floats:
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=1000).fit(vectors, good)
    return rounded(np.append(model.coef_[0], model.intercept_))
