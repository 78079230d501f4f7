"""The words of texts, in any language that writes spaces between them, and texts as vectors."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

Floats = NDArray[np.float64]

# Words that fewer texts hold are in no model.
FEWEST_TEXTS = 10
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# e-mail addresses, links, and everything with a digit
_ADDRESS_OR_NUMBER = re.compile(r"[@\d]|://|www\.")


def words_of(text: str) -> list[str]:
    """Return the words of a text: two letters or more, in lower case, without accents.

    E-mail addresses, links, and everything with a digit are left out as a whole.
    """
    letters = unicodedata.normalize("NFKD", text).lower()
    folded = "".join(letter for letter in letters if not unicodedata.combining(letter))
    parts = (part for part in folded.split() if not _ADDRESS_OR_NUMBER.search(part))
    return [word for part in parts for word in _LETTERS.findall(part)]


@dataclass(frozen=True)
class Vocabulary:
    """The words that a model knows.

    Attributes:
        words: the words, in the order of the alphabet.
        idf: (w,) the inverse document frequency of each: ln((1 + n) / (1 + texts with it)) + 1.
    """

    words: list[str]
    idf: Floats

    @classmethod
    def learn(cls, texts: Sequence[str]) -> "Vocabulary":
        """Return the words that at least ``FEWEST_TEXTS`` of the texts hold; perhaps none."""
        counts = Counter(word for text in texts for word in set(words_of(text)))
        words = sorted(word for word, count in counts.items() if count >= FEWEST_TEXTS)
        found = np.array([counts[word] for word in words], dtype=float)
        return cls(words, rounded(np.log((1 + len(texts)) / (1 + found)) + 1))

    def vectors(self, texts: Sequence[str]) -> csr_matrix:
        """Return the TF-IDF of each text, (n, w), of length 1, or 0 without a known word."""
        if not self.words:
            return csr_matrix((len(texts), 0))
        counter = CountVectorizer(
            analyzer=words_of, vocabulary=self.words, binary=True, dtype=np.float64
        )
        return normalize(counter.transform(texts).multiply(self.idf).tocsr())


def rounded(values: Floats) -> Floats:
    """Round to nine decimals, because the last digits differ by machine."""
    return np.round(values, 9)
