"""Uplift as tables: a model in the registry, and the uplift of every customer.

The rows are a frame of ``feat_customer_uplift_outcomes``. The purpose is ``training`` or ``test``
for people who were assigned to a campaign with a randomised control, and ``scoring`` for the
customers of the as-of date.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from dbt_common.invocation import get_invocation_id

from growthmart import registry
from growthmart.engines import Session, engine_of
from growthmart.uplift.champion import SEED, Champion, fit_champion
from growthmart.uplift.curves import uplift_curve
from growthmart.uplift.experiment import Experiment, Floats

FEATURES = (
    "orders_count",
    "orders_count_90d",
    "orders_count_365d",
    "lifetime_net_revenue",
    "average_order_value",
    "discount_share",
    "recency_days",
    "tenure_days",
    "median_days_between_orders",
    "sessions_count_90d",
    "carts_count_90d",
    "days_since_last_session",
    "discount_sensitivity",
    "messages_sent_count_90d",
    "messages_clicked_count_90d",
    "click_rate",
    "price_sensitivity",
    "categories_count",
)
KEY = "row_id"
LABELS = ("customer_id", "as_of_date", "purpose", "is_treated", "treated_share", "has_ordered")
SCORING = "purpose = 'scoring'"
# The largest number of assignments that are learnt from; if there are more, a sample is used.
MOST_ROWS = 100_000
NO_CONTROL = "no_causal_claim"
SCORES_SCHEMA = pa.schema(
    [
        ("customer_id", pa.string()),
        ("as_of_date", pa.date32()),
        ("control_probability", pa.float64()),
        ("uplift", pa.float64()),
        ("uplift_class", pa.string()),
        ("algorithm", pa.string()),
    ]
)


@dataclass(frozen=True)
class NoClaim:
    """What is stored if no campaign had a randomised control: it scores no one."""


def train_when_due(session: Session, rows: Any, stored: Any) -> pa.Table:
    """Return the row of a new model, or no row if the stored one is recent enough.

    A new model is compared with the stored champion on the newest campaigns. If no campaign had a
    control arm, the row says that there is no causal claim.

    Args:
        session: a session with the state context.
        rows: a frame of ``feat_customer_uplift_outcomes``.
        stored: a frame of the registry's ``MODEL_SCHEMA`` with all earlier models; None before the
            first.

    Returns:
        A table of the registry's ``MODEL_SCHEMA``.
    """
    engine = engine_of(session)
    newest = engine.arrow(rows.filter(SCORING).select("as_of_date").limit(1))
    if not len(newest):
        return registry.MODEL_SCHEMA.empty_table()
    as_of_date = newest["as_of_date"][0].as_py()

    def train(rival: registry.StoredModel | None) -> registry.TrainedModel:
        assigned = rows.filter("purpose <> 'scoring'").select(KEY, *LABELS, *FEATURES)
        trial = engine.sample(assigned, KEY, MOST_ROWS, SEED).to_pandas()
        if trial["is_treated"].nunique() < 2:
            return _no_claim(as_of_date)
        return _trained(trial, rival)

    return registry.train_when_due(session, stored, as_of_date, FEATURES, train)


def _no_claim(as_of_date: Any) -> registry.TrainedModel:
    return registry.TrainedModel(
        algorithm=NO_CONTROL,
        features=FEATURES,
        estimator=NoClaim(),
        training_rows=0,
        window_start=as_of_date,
        window_end=as_of_date,
        metrics=(),
        note="no campaign had a randomised control whose window has passed: no causal claim",
    )


def _trained(trial: pd.DataFrame, rival: registry.StoredModel | None) -> registry.TrainedModel:
    features = trial[list(FEATURES)]
    treated = trial["is_treated"].to_numpy(int)
    share = trial["treated_share"].to_numpy(float)
    champion = fit_champion(
        features,
        trial["has_ordered"].to_numpy(float),
        treated,
        people=trial["customer_id"],
        propensities=np.column_stack([1 - share, share]),
        is_test=trial["purpose"].eq("test"),
    )
    return registry.TrainedModel(
        algorithm=champion.algorithm,
        features=FEATURES,
        estimator=replace(champion, metrics=[]),
        training_rows=champion.training_rows,
        window_start=trial["as_of_date"].min(),
        window_end=trial["as_of_date"].max(),
        metrics=tuple(champion.metrics),
        note=champion.note,
        seen=registry.distributions(dict(features) | {"uplift": champion.predict(features)[:, 0]}),
        is_champion=rival is None or not _is_worse(champion, rival.estimator, trial),
    )


def _is_worse(champion: Champion, rival: Champion | NoClaim, trial: pd.DataFrame) -> bool:
    test = trial[trial["purpose"].eq("test")]
    if isinstance(rival, NoClaim) or test["is_treated"].nunique() < 2:
        return False
    truth = test[["has_ordered", "is_treated", "treated_share"]].to_numpy(float)
    rows = test[list(FEATURES)]
    new, old = (one.predict(rows)[:, 0] for one in (champion, rival))
    return registry.paired_bootstrap(_qini, truth, new, old).is_worse


def _qini(truth: Floats, predicted: Floats) -> float:
    """Return the Qini coefficient; the columns of truth are outcome, arm, chance of treatment."""
    outcomes, arms, share = truth.T
    chances = np.column_stack([1 - share, share])
    trial = Experiment.of(np.empty((len(truth), 0)), outcomes, arms.astype(np.intp), chances)
    return uplift_curve(predicted, trial).qini_coefficient


def score(session: Session, rows: Any, stored: Any) -> Any:
    """Return the uplift and the class of every customer of the as-of date, batch by batch.

    Args:
        session: a session with the state context.
        rows: a frame of ``feat_customer_uplift_outcomes``.
        stored: a frame of the registry's ``MODEL_SCHEMA`` with all models.

    Returns:
        What :func:`growthmart.registry.score` returns for ``SCORES_SCHEMA``; no rows without a
        causal claim.
    """
    model = registry.champion(session, stored, FEATURES)
    asked = rows.filter(SCORING).select("customer_id", "as_of_date", *FEATURES)
    estimator = NoClaim() if model is None else model.estimator
    if isinstance(estimator, NoClaim):
        asked = asked.limit(0)
    return registry.score(session, asked, partial(_scored, estimator), SCORES_SCHEMA)


def _scored(estimator: Champion | NoClaim, rows: pa.Table) -> pa.Table:
    if isinstance(estimator, NoClaim) or not len(rows):
        return SCORES_SCHEMA.empty_table()
    features = rows.select(FEATURES).to_pandas()
    classes = estimator.classes(features)
    columns = [
        rows["customer_id"],
        rows["as_of_date"],
        pa.array(estimator.predict_control(features)),
        pa.array(estimator.predict(features)[:, 0]),
        pa.nulls(len(rows), pa.string()) if classes is None else pa.array(classes, pa.string()),
        pa.array([estimator.algorithm] * len(rows), pa.string()),
    ]
    return pa.Table.from_arrays(columns, schema=SCORES_SCHEMA)


def drift(session: Session, rows: Any, scores: Any, stored: Any) -> pa.Table:
    """Return how far the customers of today and their uplift are from those of the training.

    Args:
        session: a session with the state context.
        rows: a frame of ``feat_customer_uplift_outcomes``.
        scores: a frame of the scores; those of this run count.
        stored: a frame of the registry's ``MODEL_SCHEMA`` with all models.

    Returns:
        A table of the registry's ``DRIFT_SCHEMA``.
    """
    today = rows.filter(SCORING).select("customer_id", *FEATURES)
    scored = scores.filter(f"run_id = '{get_invocation_id()}'").select("customer_id", "uplift")
    model = registry.champion(session, stored, FEATURES)
    return registry.drift(session, today.join(scored, "customer_id"), "customer_id", model)
