"""A trained model as rows of a table: written and read again."""

from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from growthmart.reviews.sentiment import Quality
from growthmart.reviews.vocabulary import Floats, Vocabulary

MODEL_SCHEMA = pa.schema(
    [
        ("part", pa.string()),
        ("word", pa.string()),
        ("weight", pa.float64()),
        ("idf", pa.float64()),
        ("topic_name", pa.string()),
        ("texts_count", pa.int32()),
        ("tested_count", pa.int32()),
        ("majority_share", pa.float64()),
        ("accuracy", pa.float64()),
        ("auc", pa.float64()),
    ]
)
# The constant of a sentiment model has no word.
CONSTANT = ""


@dataclass(frozen=True)
class TextModel:
    """What scores a text.

    Attributes:
        vocabulary: the words that it knows.
        sentiment: (FOLDS, w + 1) weights of the words and the constant; None if too few good or bad
            ratings were there to learn from.
        topics: (k, w) weights of the words; k is 0 if there were too few texts.
    """

    vocabulary: Vocabulary
    sentiment: Floats | None
    topics: Floats


def model_rows(
    model: TextModel, names: list[str | None], texts_count: int, quality: Quality | None
) -> pa.Table:
    """Return a row of ``MODEL_SCHEMA`` for every word of every part of a model."""
    words, idf = model.vocabulary.words, model.vocabulary.idf
    figures = {"texts_count": texts_count} | (asdict(quality) if quality else {})
    parts = [
        pd.DataFrame({"part": f"topic_{n}", "topic_name": name, "word": words, "idf": idf}).assign(
            weight=weights, **figures
        )
        for n, (name, weights) in enumerate(zip(names, model.topics, strict=True), 1)
    ]
    if model.sentiment is not None:
        idf = np.append(idf, np.nan)
        parts += [
            pd.DataFrame({"part": f"sentiment_{n}", "word": [*words, CONSTANT], "idf": idf}).assign(
                weight=weights, **figures
            )
            for n, weights in enumerate(model.sentiment, 1)
        ]
    if not parts:
        return MODEL_SCHEMA.empty_table()
    rows = pd.concat(parts).reindex(columns=MODEL_SCHEMA.names)
    return pa.Table.from_pandas(rows, MODEL_SCHEMA, preserve_index=False)


def stored_model(rows: pa.Table) -> TextModel:
    """Return the model that :func:`model_rows` wrote; one without a word if there are no rows."""
    table = rows.to_pandas()
    of_words = table[table["word"] != CONSTANT]
    idf = of_words.drop_duplicates("word").set_index("word")["idf"].sort_index()
    weights = table.pivot(index="part", columns="word", values="weight")
    words = list(idf.index)

    def of(kind: str) -> pd.DataFrame:
        return weights[weights.index.str.startswith(kind)]

    sentiment = of("sentiment_")
    return TextModel(
        Vocabulary(words, idf.to_numpy()),
        None if sentiment.empty else sentiment[[*words, CONSTANT]].to_numpy(),
        of("topic_")[words].to_numpy(),
    )
