"""Simulated people: the value that a model expects, beside the exact posterior and the truth."""

from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

from benchmarks.science.figures import Figures, at_least, reported
from benchmarks.science.plots import curves
from benchmarks.science.purchases import Floats, Purchases
from benchmarks.science.simulated import SEEDS, simulated
from growthmart.clv import (
    CustomerValue,
    GammaGamma,
    ParetoNBD,
    Spenders,
    choose,
    choose_value,
)

TODAY = pd.Timestamp("2023-12-31")
HORIZON_DAYS, HORIZON_MONTHS = 364, 364 * 12 / 365
DISCOUNT_RATE = 0.10
# design of the simulator: rates per week, spend in euros
PARETO_NBD = {"r": 0.55, "alpha": 10.6, "s": 0.61, "beta": 11.7}
GAMMA_GAMMA = {"p": 6.25, "q": 3.74, "v": 15.44}


def measure(plots: Path) -> Figures:
    """Learn from the first year of each seed, and rank the value of the second."""
    figures: Figures = {}
    lines = {}
    for seed in SEEDS:
        purchases, truth = _shop(simulated(seed))
        quarters = [TODAY - pd.Timedelta(days=days) for days in (0, 91, 182)]
        today, earlier, earliest = quarters
        test = purchases.snapshot(today, today + pd.Timedelta(days=HORIZON_DAYS))
        choice = choose(
            test, purchases.snapshot(earlier, today), purchases.snapshot(earliest, earlier)
        )
        customers = purchases.spenders(today, today + pd.Timedelta(days=HORIZON_DAYS))
        value = choose_value(choice, customers, purchases.spenders(earlier, today))
        oracle = CustomerValue(ParetoNBD.known(PARETO_NBD), GammaGamma.known(GAMMA_GAMMA))
        histories = purchases.histories(today)
        last_year = _spend(purchases, today, histories.index)
        scores = {
            "model": _value(value.model, customers),
            "posterior": _value(oracle, customers),
            "rfm": _rfm(histories, last_year),
            "last_year_spend": last_year,
        }
        true = _true_value(truth.loc[histories.index], histories["age"])
        found = {name: spearmanr(score, true).statistic for name, score in scores.items()}
        rank = found["model"]
        figures[f"seed_{seed}_customers"] = reported(len(histories))
        figures[f"seed_{seed}_chosen"] = reported(value.name)
        figures[f"seed_{seed}_spearman"] = at_least(rank, 0.95 * found["posterior"])
        figures[f"seed_{seed}_spearman_above_rfm"] = at_least(rank - found["rfm"], 0.05)
        figures[f"seed_{seed}_spearman_above_last_year_spend"] = at_least(
            rank - found["last_year_spend"], 0.05
        )
        for name in ("posterior", "rfm", "last_year_spend"):
            figures[f"seed_{seed}_spearman_{name}"] = reported(found[name])
        for name in ("model", "posterior", "last_year_spend"):
            lines[f"{name}, seed {seed}"] = _gains(scores[name], true)
    curves(
        plots / "simulator_clv_gains.svg",
        lines,
        "Simulated people: share of the true value in the customers ranked first",
        "share of the customers",
        "share of the value",
        diagonal=True,
    )
    return figures


def _value(model: CustomerValue, customers: Spenders) -> Floats:
    return model.predict(customers.X, customers.spend, HORIZON_MONTHS, DISCOUNT_RATE).value


def _true_value(truth: pd.DataFrame, age: pd.Series) -> Floats:
    """Return the expected spend of those who have not left, by their hidden rates."""
    is_alive = truth["lifetime_weeks"] > age
    weeks = HORIZON_DAYS / 7
    alive_weeks = -np.expm1(-truth["dropout_rate"] * weeks) / truth["dropout_rate"]
    return (is_alive * truth["purchase_rate"] * alive_weeks * truth["spend_mean"]).to_numpy()


def _spend(purchases: Purchases, today: pd.Timestamp, customers: pd.Index) -> Floats:
    """Return what each customer has spent in the last 365 days."""
    days = purchases.days
    recent = days[(days["day"] <= today) & (days["day"] > today - pd.Timedelta(days=365))]
    spent = recent.groupby("customer_id")["value"].sum()
    return spent.reindex(customers, fill_value=0.0).to_numpy()


def _rfm(histories: pd.DataFrame, spent: Floats) -> Floats:
    """Return the sum of the quintiles of recency, frequency and monetary value."""
    silent = histories["age"] - histories["recency"]
    columns = (-silent, histories["frequency"], pd.Series(spent, index=histories.index))
    ranks = [np.ceil(column.rank(pct=True) * 5) for column in columns]
    return sum(ranks).to_numpy()


def _gains(score: Floats, true: Floats) -> tuple[Floats, Floats]:
    """Return the share of the customers, ranked by a score, and their share of the value."""
    order = np.argsort(-score, kind="stable")
    shares = np.arange(0, len(order) + 1) / len(order)
    gained = np.concatenate([[0.0], np.cumsum(true[order]) / true.sum()])
    chosen = np.linspace(0, len(order), 101).astype(int)
    return shares[chosen], gained[chosen]


def _shop(raw: Path) -> tuple[Purchases, pd.DataFrame]:
    """Return the orders of the true persons, and the truth about these by their id."""
    orders = pd.read_parquet(raw / "truth" / "orders.parquet")
    known = pd.read_parquet(raw / "orders.parquet", columns=["id", "ordered_at", "status"])
    known = known.drop_duplicates("id", keep="last")
    joined = orders.merge(known, on="id")
    joined = joined[joined["status"] != "cancelled"]
    days = pd.to_datetime(joined["ordered_at"]).dt.normalize()
    table = pd.DataFrame({"customer_id": joined["customer_id"], "day": days})
    table["value"] = joined["value"]
    truth = pd.read_parquet(raw / "truth" / "customers.parquet").set_index("id")
    table = table[table["customer_id"].isin(truth.index[~truth["is_test"]])]
    return Purchases(table), truth
