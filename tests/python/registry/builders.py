"""Models of two features, and the context that the pre-hook sets."""

import json
from datetime import date

import numpy as np
from sklearn.linear_model import LogisticRegression

from growthmart.registry import Metric, TrainedModel

TODAY = date(2024, 6, 30)
FEATURES = ("x", "y")
CONTEXT = {"sources": "demo", "key_fingerprint": "key-1", "retrain_every_days": 7}


def points(rows=200):
    rng = np.random.default_rng(3)
    values = rng.normal(size=(rows, 2))
    return values, (values[:, 0] + rng.normal(size=rows) > 0).astype(int)


def fitted():
    return LogisticRegression().fit(*points())


def trained(**changes):
    model = {
        "algorithm": "logistic_regression",
        "features": FEATURES,
        "estimator": fitted(),
        "training_rows": 200,
        "window_start": date(2024, 1, 1),
        "window_end": TODAY,
        "metrics": (Metric("logistic_regression", "test", "auc", 0.75),),
    }
    return TrainedModel(**model | changes)


def set_context(connection, **changes):
    """Set the context as the pre-hook does."""
    connection.execute(f"set variable state_context = '{json.dumps(CONTEXT | changes)}'")
    return connection


def frame(connection, name, table):
    """Return a table of the database as a frame, as dbt gives it to a Python model."""
    connection.register("given", table)
    connection.execute(f"create or replace table {name} as select * from given")
    return connection.table(name)
