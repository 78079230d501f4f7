"""Words of texts, and texts as vectors."""

import numpy as np
import pytest

from growthmart.reviews.vocabulary import Vocabulary, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Not GOOD, not bad!", ["not", "good", "not", "bad"]),
        ("Não é ótimo", ["nao", "otimo"]),
        ("schön/größer", ["schon", "großer"]),
        ("очень хорошо", ["очень", "хорошо"]),
        ("write to maria.silva@example.com today", ["write", "to", "today"]),
        ("see https://example.com/anna or www.example.com.", ["see", "or"]),
        ("order A1234, 555-0199, R$50,00 and ٣٤٥ paid", ["order", "and", "paid"]),
        ("Box™ №٣ ②", ["boxtm"]),
        ("ok.Thanks", ["ok", "thanks"]),
        ("I don't", ["don"]),
        ("🙂 !!", []),
        ("", []),
    ],
)
def test_words_are_letters_only(text: str, words: list[str]):
    assert words_of(text) == words


def test_a_word_of_fewer_than_ten_texts_is_unknown():
    texts = ["good box"] * 9 + ["good good", "late"]
    vocabulary = Vocabulary.learn(texts)

    assert vocabulary.words == ["good"]
    assert vocabulary.idf == pytest.approx([np.log(12 / 11) + 1], abs=1e-9)
    assert vocabulary.vectors(["good good box", "box", ""]).toarray().tolist() == [[1], [0], [0]]


def test_rare_words_weigh_more():
    vocabulary = Vocabulary.learn(["good late"] * 10 + ["good"] * 30)
    good, late = vocabulary.vectors(["late good"]).toarray()[0]

    assert late > good > 0
    assert good**2 + late**2 == pytest.approx(1)


def test_without_words_there_is_no_vector():
    assert Vocabulary.learn([]).vectors(["good"]).shape == (1, 0)
