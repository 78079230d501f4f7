"""Uplift of simulated people: the true effect on those who are predicted to gain most."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.science.figures import Figures, at_least, reported
from benchmarks.science.plots import curves
from benchmarks.science.simulated import SEEDS, simulated
from growthmart.simulate.base.parameters import FROZEN
from growthmart.uplift import fit_champion

Floats = NDArray[np.float64]

WINDOW_DAYS = 7
# the days of the snapshots; people are scored at the last one
SNAPSHOTS = range(40, 641, 30)
SCORED = SNAPSHOTS[-1]
TEST_DAYS = 120
TOP_SHARE = 0.2
RANDOM_RANKINGS = 200


def measure(plots: Path) -> Figures:
    """Learn from the campaigns before a day, and look at the true effect of those after it."""
    figures: Figures = {}
    lines = {}
    for seed in SEEDS:
        raw = simulated(seed)
        orders, assigned = _orders(raw), _assigned(raw)
        trial = _trial(orders, assigned[assigned["day"] + WINDOW_DAYS <= SCORED])
        champion = fit_champion(
            trial[list(_snapshot(orders, SCORED))],
            trial["has_ordered"].to_numpy(float),
            trial["is_treated"].to_numpy(int),
            people=trial["customer_id"],
            is_test=trial["day"] >= SCORED - TEST_DAYS,
        )
        later = assigned[assigned["day"] >= SCORED].groupby("customer_id")["effect"].mean()
        people = _snapshot(orders, SCORED).join(later, how="inner").sort_index()
        true = people["effect"].to_numpy()
        predicted = champion.predict(people.drop(columns="effect"))[:, 0]
        generator = np.random.default_rng(seed)
        random = [_top(generator.random(len(true)), true) for _ in range(RANDOM_RANKINGS)]
        found = _top(predicted, true)
        figures[f"true_effect_of_top_fifth_to_mean_seed_{seed}"] = at_least(found, 1.3)
        figures[f"random_rankings_below_seed_{seed}"] = at_least(
            float(np.mean(np.array(random) < found)), 0.95
        )
        figures[f"oracle_seed_{seed}"] = reported(_top(true, true))
        figures[f"champion_seed_{seed}"] = reported(champion.algorithm)
        deciles = np.array_split(true[np.argsort(-predicted, kind="stable")], 10)
        lines[f"seed {seed}"] = (
            list(range(1, 11)),
            [float(decile.mean()) for decile in deciles],
        )
    curves(
        plots / "uplift_deciles.svg",
        lines,
        "Simulated people: true effect of a message by decile of the predicted one",
        "decile, the highest prediction first",
        "mean true effect",
    )
    return figures


def _top(ranking: Floats, true: Floats) -> float:
    """Return the mean true effect of the top fifth of a ranking, relative to that of everyone."""
    first = np.argsort(-ranking, kind="stable")[: int(TOP_SHARE * len(ranking))]
    return float(true[first].mean() / true.mean())


def _orders(raw: Path) -> pd.DataFrame:
    """Return person, moment (days since the calendar began), value and offer of every order."""
    truth = pd.read_parquet(raw / "truth/orders.parquet", columns=["id", "customer_id", "value"])
    orders = pd.read_parquet(raw / "orders.parquet", columns=["id", "ordered_at", "promotion_code"])
    orders = truth.merge(orders.drop_duplicates("id"), on="id").dropna(subset=["customer_id"])
    orders["moment"] = _days(orders["ordered_at"])
    orders["has_code"] = orders["promotion_code"].notna().astype(float)
    return orders.dropna(subset=["moment"])


def _assigned(raw: Path) -> pd.DataFrame:
    """Return every assignment to a campaign of a known person, with its true effect."""
    columns = ["id", "customer_id", "experiment_arm", "assigned_at"]
    messages = pd.read_parquet(raw / "messages.parquet", columns=columns).drop_duplicates("id")
    truth = pd.read_parquet(raw / "truth/messages.parquet", columns=["id", "treatment_effect"])
    assigned = messages.merge(truth, on="id").dropna()
    assigned["day"] = _days(assigned["assigned_at"])
    assigned["is_treated"] = assigned["experiment_arm"] != "control"
    return assigned.rename(columns={"treatment_effect": "effect"})


def _days(moments: pd.Series) -> pd.Series:
    return (moments - pd.Timestamp(FROZEN.calendar_start)) / pd.Timedelta(days=1)


def _snapshot(orders: pd.DataFrame, day: int) -> pd.DataFrame:
    """Return features of everyone with an order before a day, as the models of features do."""
    known = orders[orders["moment"] < day]
    people = known.groupby("customer_id")
    found = pd.DataFrame(
        {
            "orders_count": people.size(),
            "lifetime_revenue": people["value"].sum(),
            "average_order_value": people["value"].mean(),
            "code_share": people["has_code"].mean(),
            "recency_days": day - people["moment"].max(),
            "tenure_days": day - people["moment"].min(),
        }
    )
    for days in (90, 365):
        recent = known[known["moment"] >= day - days].groupby("customer_id")
        found[f"orders_count_{days}d"] = recent.size().reindex(found.index, fill_value=0)
    return found


def _trial(orders: pd.DataFrame, assigned: pd.DataFrame) -> pd.DataFrame:
    """Return the assignments with the features of the newest snapshot before each."""
    position = np.searchsorted(SNAPSHOTS, assigned["day"].to_numpy(), side="right") - 1
    parts = [
        assigned[position == place].join(_snapshot(orders, day), on="customer_id", how="inner")
        for place, day in enumerate(SNAPSHOTS)
    ]
    trial = pd.concat(parts, ignore_index=True)
    after = trial[["id", "customer_id", "day"]].merge(orders[["customer_id", "moment"]])
    passed = after["moment"] - after["day"]
    responded = after.loc[(passed > 0) & (passed <= WINDOW_DAYS), "id"]
    return trial.assign(has_ordered=trial["id"].isin(responded))
