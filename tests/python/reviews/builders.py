"""Reviews as int_reviews_with_text returns them, and the two steps on them."""

from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa

from growthmart import reviews

SCHEMA = pa.schema(
    [
        ("review_id", pa.string()),
        ("customer_id", pa.string()),
        ("review_text", pa.string()),
        ("rating", pa.decimal128(18, 6)),
        ("reviewed_at", pa.timestamp("us")),
    ]
)
SUBJECTS = ("parcel delivery courier", "colour fabric size", "price voucher discount")
MOODS = {1: "broken awful", 2: "late poor", 3: "average plain", 4: "nice solid", 5: "great superb"}


def written(count=240, seed=3, ratings=(1, 2, 3, 4, 5)):
    """Return reviews whose words are by subject and rating, a few by the wrong rating."""
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(count):
        rating = int(rng.choice(ratings))
        mood = rating if rng.random() > 0.01 else 6 - rating
        words = [
            *rng.choice(SUBJECTS[number % 3].split(), 2, replace=False),
            str(rng.choice(MOODS[mood].split())),
        ]
        rows.append(review(number, " ".join(words), rating))
    return table(rows)


def review(number, text, rating, customer_id=""):
    """Return a row; the customer is one of its own unless one is named, and None is unknown."""
    return {
        "review_id": f"r{number:04}",
        "customer_id": f"c{number:04}" if customer_id == "" else customer_id,
        "review_text": text,
        "rating": rating,
        "reviewed_at": datetime(2024, 1, 1) + timedelta(hours=number),
    }


def table(rows):
    return pa.Table.from_pylist(rows, SCHEMA)


def train(session, texts, names=()):
    """Return the rows of the model."""
    people = pa.table({"contact_name": pa.array(names, pa.string())})
    return reviews.train(session, frame(session, "texts", texts), frame(session, "names", people))


def score(session, texts, model):
    """Return the scores as a table."""
    frames = frame(session, "texts", texts.select(reviews.COLUMNS)), frame(session, "model", model)
    return reviews.score_texts(session, *frames).read_all()


def frame(session, name, table):
    """Return a table of the database as a frame, as dbt gives it to a Python model."""
    session.execute(f'create or replace table {name} as select * from "table"')
    return session.table(name)
