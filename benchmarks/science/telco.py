"""IBM Telco: contractual churn, with the champion chosen inside each of five folds."""

from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

from benchmarks.science.figures import Figures, at_least, at_most, reported, within
from benchmarks.science.plots import curves
from benchmarks.science.real_data import real_data
from growthmart.classification import Campaign, Champion, calibration_table, fit_champion, measures

# The field's figures on the same protocol (design of the benchmarks).
SINGLE_AUC = {"logistic_regression": 0.8451, "random_forest": 0.8467, "gradient_boosting": 0.8470}


def measure(plots: Path) -> Figures:
    """Predict each fold by the champion of the other four."""
    customers = pd.read_parquet(real_data("ibm_telco_churn") / "telco_churn.parquet")
    # blank for the customers of the first month
    customers["TotalCharges"] = pd.to_numeric(customers["TotalCharges"], errors="coerce")
    frame = customers.drop(columns=["customerID", "Churn"])
    label = customers["Churn"].to_numpy(bool)
    chance, champions, aucs = np.empty(len(label)), [], []
    for train, rest in StratifiedKFold(5, shuffle=True, random_state=42).split(frame, label):
        champion = fit_champion(frame.iloc[train], label[train])
        chance[rest] = champion.predict_proba(frame.iloc[rest])[:, 1]
        champions.append(champion)
        aucs.append(roc_auc_score(label[rest], chance[rest]))
    _plot(plots, chance, label)
    return _figures(chance, label, champions, aucs)


def _figures(
    chance: NDArray[np.float64],
    label: NDArray[np.bool_],
    champions: list[Champion],
    aucs: list[float],
) -> Figures:
    pooled = measures(chance, label, Campaign())
    auc = float(np.mean(aucs))
    figures: Figures = {
        "auc": at_least(auc, 0.844),
        "auc_without_a_leak": at_most(auc, 0.86),
        "auc_pooled": reported(pooled["auc"]),
        "calibration_error": at_most(pooled["calibration_error"], 0.015),
        "calibration_slope": within(pooled["calibration_slope"], 1.0, 0.1),
        "brier": at_most(pooled["brier"], 0.137),
        "lift_10": reported(pooled["lift_10"], 2.86),
        "average_precision": reported(pooled["average_precision"]),
        "log_loss": reported(pooled["log_loss"]),
        "champions": reported(
            ", ".join(
                f"{name} {count}"
                for name, count in sorted(Counter(one.algorithm for one in champions).items())
            )
        ),
    }
    inner = [
        (one.algorithm, one.value)
        for champion in champions
        for one in champion.metrics
        if (one.split, one.metric) == ("cross_validation", "auc")
    ]
    for name in dict(inner):
        if name != "prior_rate":
            found = float(np.mean([value for algorithm, value in inner if algorithm == name]))
            figures[f"auc_{name}"] = reported(found, SINGLE_AUC.get(name))
    return figures


def _plot(plots: Path, chance: NDArray[np.float64], label: NDArray[np.bool_]) -> None:
    bins = calibration_table(chance, label)
    curves(
        plots / "telco_calibration.svg",
        {
            "ten bins, out of fold": (
                bins["predicted_rate"].tolist(),
                bins["observed_rate"].tolist(),
            )
        },
        "Telco: predicted and observed churn",
        "predicted probability",
        "share that churned",
        diagonal=True,
    )
    order = np.argsort(-chance, kind="stable")
    reached = np.concatenate([[0.0], label[order].cumsum() / label.sum()])
    share = np.linspace(0, 1, len(reached))
    every = slice(None, None, 50)
    curves(
        plots / "telco_gains.svg",
        {"champion": (share[every].tolist(), reached[every].tolist())},
        "Telco: share of the churned among those with the highest probability",
        "share of the customers",
        "share of the churned",
        diagonal=True,
    )
