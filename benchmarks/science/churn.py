"""Churn of simulated people: the champion beside the posterior that knows the parameters."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import gamma
from sklearn.metrics import roc_auc_score

from benchmarks.science.figures import Figures, at_least, reported
from benchmarks.science.plots import curves
from benchmarks.science.simulated import DAYS, SEEDS, simulated
from growthmart.classification import calibration_table, fit_champion
from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.parameters import FROZEN

Floats = NDArray[np.float64]

WINDOW_DAYS = 180
# the last day before each snapshot; the last window ends with the calendar
TRAINING, CALIBRATION, TEST = DAYS - WINDOW_DAYS - 60, DAYS - WINDOW_DAYS - 30, DAYS - WINDOW_DAYS
WEEK_DAYS = 7.0
GRID = (150, 60)


def measure(plots: Path) -> Figures:
    """Compare the ranking of those who do not buy within the window, for each seed."""
    figures: Figures = {}
    bins = {}
    for seed in SEEDS:
        orders = _orders(simulated(seed))
        rows = {day: _snapshot(orders, day) for day in (TRAINING, CALIBRATION, TEST)}
        labels = {day: _label(orders, found, day) for day, found in rows.items()}
        champion = fit_champion(
            rows[TRAINING],
            labels[TRAINING],
            calibration=(rows[CALIBRATION], labels[CALIBRATION]),
            test=(rows[TEST], labels[TEST]),
        )
        chance = champion.predict_proba(rows[TEST])[:, 1]
        best = roc_auc_score(labels[TEST], _posterior(orders, rows[TEST], TEST))
        found = roc_auc_score(labels[TEST], chance)
        figures[f"auc_seed_{seed}"] = at_least(found, best - 0.01)
        figures[f"auc_of_posterior_seed_{seed}"] = reported(best)
        figures[f"champion_seed_{seed}"] = reported(champion.algorithm)
        figures[f"auc_of_recency_seed_{seed}"] = reported(
            roc_auc_score(labels[TEST], rows[TEST]["recency_days"])
        )
        table = calibration_table(chance, labels[TEST])
        bins[f"seed {seed}"] = (
            table["predicted_rate"].tolist(),
            table["observed_rate"].tolist(),
        )
    curves(
        plots / "churn_calibration.svg",
        bins,
        "Simulated people: predicted and observed churn",
        "predicted probability",
        "share that churned",
        diagonal=True,
    )
    return figures


def _orders(raw: Path) -> pd.DataFrame:
    """Return person, moment (days since the calendar began) and value of every order."""
    truth = pd.read_parquet(raw / "truth/orders.parquet", columns=["id", "customer_id", "value"])
    dated = pd.read_parquet(raw / "orders.parquet", columns=["id", "ordered_at"])
    orders = truth.merge(dated.drop_duplicates("id"), on="id")
    passed = orders["ordered_at"] - pd.Timestamp(FROZEN.calendar_start)
    orders["moment"] = passed / pd.Timedelta(days=1)
    return orders.dropna().sort_values(["customer_id", "moment", "id"], ignore_index=True)


def _snapshot(orders: pd.DataFrame, day: int) -> pd.DataFrame:
    """Return features of everyone with an order before a day, as the models of features do."""
    known = orders[orders["moment"] < day].copy()
    known["gap"] = known.groupby("customer_id")["moment"].diff()
    people = known.groupby("customer_id")
    found = pd.DataFrame(
        {
            "orders_count": people.size(),
            "lifetime_revenue": people["value"].sum(),
            "average_order_value": people["value"].mean(),
            "recency_days": day - people["moment"].max(),
            "tenure_days": day - people["moment"].min(),
            "median_days_between_orders": people["gap"].median(),
            "days_before_last_order": people["gap"].last(),
        }
    )
    for days in (30, 90, 365):
        recent = known[known["moment"] >= day - days].groupby("customer_id")
        found[f"orders_count_{days}d"] = recent.size().reindex(found.index, fill_value=0)
    return found


def _label(orders: pd.DataFrame, rows: pd.DataFrame, day: int) -> NDArray[np.bool_]:
    within = orders["moment"].between(day, day + WINDOW_DAYS, inclusive="left")
    return ~rows.index.isin(orders.loc[within, "customer_id"])


def _posterior(orders: pd.DataFrame, rows: pd.DataFrame, day: int) -> Floats:
    """Return the probability of no order in the window under the parameters of the simulator.

    Integrals of Pareto/NBD over a grid of purchase and drop-out rates, in seasonal time.
    """
    seasonal = Clock(DAYS).seasonal
    now, end = (float(seasonal(np.array(float(one)))) for one in (day, day + WINDOW_DAYS))
    first = seasonal((day - rows["tenure_days"]).to_numpy())
    last = seasonal((day - rows["recency_days"]).to_numpy())
    x = rows["orders_count"].to_numpy() - 1
    recency, tenure = (last - first) / WEEK_DAYS, (now - first) / WEEK_DAYS
    ahead = (end - now) / WEEK_DAYS
    middles = [(np.arange(count) + 0.5) / count for count in GRID]
    rate = gamma.ppf(middles[0], FROZEN.purchase_shape, scale=1 / FROZEN.purchase_scale_rate)
    dropout = gamma.ppf(middles[1], FROZEN.dropout_shape, scale=1 / FROZEN.dropout_scale_rate)
    rate, dropout = (grid.ravel() for grid in np.meshgrid(rate, dropout))
    both = rate + dropout
    buys = rate / both * (1 - np.exp(-both * ahead))
    chance = np.empty(len(x))
    for part in np.array_split(np.arange(len(x)), max(1, len(x) // 500)):
        # the likelihoods of being alive at the snapshot and of having left before it
        prior = np.log(rate) * x[part, None]
        alive = np.exp(prior - both * tenure[part, None])
        left = dropout / both * (np.exp(prior - both * recency[part, None]) - alive)
        chance[part] = 1 - (alive * buys).sum(axis=1) / (alive + left).sum(axis=1)
    return chance
