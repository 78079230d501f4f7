"""Topics: groups of words that occur together in texts, named by their most typical words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF
from sklearn.preprocessing import normalize

from growthmart.reviews.vocabulary import Floats, rounded

# Words that fewer different people write are in no name of a topic.
FEWEST_PEOPLE = 10


@dataclass
class TopicModel:
    """Non-negative matrix factorisation of TF-IDF (Lee and Seung 1999).

    Args:
        most_topics: the largest number of topics.
        texts_per_topic: there is one topic for each so many texts, and none if that makes fewer
            than two.
        fewest_letters: shorter words are in no topic: most of them are articles and prepositions.
        random_state: the seed.

    Attributes, learnt by :meth:`fit`:
        weights_: (k, w) the weight of each word in each topic; each row has length 1. The topic
            with the most texts is first.
    """

    most_topics: int = 8
    texts_per_topic: int = 40
    fewest_letters: int = 3
    random_state: int = 20230101
    weights_: Floats = field(init=False)

    def fit(self, vectors: csr_matrix, words: Sequence[str]) -> "TopicModel":
        """Learn from the vectors of texts, (n, w), and the words of their columns."""
        long = np.flatnonzero([len(word) >= self.fewest_letters for word in words])
        k = min(self.most_topics, vectors.shape[0] // self.texts_per_topic, len(long))
        self.weights_ = np.zeros((0, len(words)))
        if k >= 2:
            model = NMF(k, init="nndsvda", random_state=self.random_state, max_iter=1000)
            with np.errstate(invalid="ignore"):  # its error is the root of a difference, here of 0
                model.fit(normalize(vectors[:, long]))
            weights = np.zeros((k, len(words)))
            weights[:, long] = rounded(normalize(model.components_))
            texts = np.bincount(topics_of(vectors, weights) + 1, minlength=k + 1)[1:]
            order = np.argsort(-texts, kind="stable")
            self.weights_ = weights[order[texts[order] > 0]]
        return self


def topics_of(vectors: csr_matrix, weights: Floats) -> NDArray[np.intp]:
    """Return the topic of each text: the one whose words weigh most in it; -1 if none occurs.

    Args:
        vectors: (n, w).
        weights: (k, w) with at least one topic.
    """
    shares = rounded(vectors @ weights.T)
    return np.where(shares.max(axis=1) > 0, shares.argmax(axis=1), -1)


def people_per_word(vectors: csr_matrix, people: Sequence[str | None]) -> NDArray[np.intp]:
    """Return how many different people use each word; all who are unknown count as one person.

    Args:
        vectors: (n, w).
        people: (n,) the author of each text; None if unknown.
    """
    _, codes = np.unique([person or "" for person in people], return_inverse=True)
    text, word = vectors.nonzero()
    pairs = np.unique(np.stack([word, codes[text]]), axis=1)
    return np.bincount(pairs[0], minlength=vectors.shape[1])


def name_topics(
    weights: Floats, vectors: csr_matrix, words: Sequence[str], allowed: Collection[str]
) -> list[str | None]:
    """Return the three most relevant words of each topic, joined by commas.

    The relevance of a word (Sievert and Shirley 2014) is .6 log p + .4 log(p / q). p is its share
    of the topic's weights, q its share of the words of all texts. So words that are everywhere
    name no topic.

    Args:
        weights: (k, w).
        vectors: (n, w) the texts that the topics were learnt from.
        words: (w,) the words.
        allowed: the words that may be in a name.

    Returns:
        (k,); None for a topic without an allowed word.
    """
    usual = np.bincount(vectors.nonzero()[1], minlength=len(words))
    is_allowed = np.array([word in allowed for word in words])
    names: list[str | None] = []
    for topic in weights:
        place = np.flatnonzero(is_allowed & (topic > 0))
        share, usual_share = topic[place] / topic.sum(), usual[place] / usual.sum()
        relevance = rounded(np.log(share) - 0.4 * np.log(usual_share))
        best = place[np.argsort(-relevance, kind="stable")[:3]]
        names.append(", ".join(words[column] for column in best) or None)
    return names
