"""Hillstrom's e-mail test: whom to send which mail, learnt on a half and valued on the other."""

from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.science.figures import Figures, at_least, reported
from benchmarks.science.plots import curves
from benchmarks.science.real_data import real_data
from growthmart.uplift import (
    Curve,
    Experiment,
    best_arms,
    fit_champion,
    policy_value,
    qini_interval,
    uplift_curve,
)

SPLITS = 20
CONTROL, MEN, WOMEN = "No E-Mail", "Mens E-Mail", "Womens E-Mail"
ARMS = (CONTROL, MEN, WOMEN)
FEATURES = [
    *("recency", "history_segment", "history", "mens", "womens", "zip_code", "newbie", "channel"),
]
# the uplift of the top tenth, as published
PUBLISHED = {MEN: 0.065, WOMEN: 0.031}
NAMES = {MEN: "men", WOMEN: "women"}


def measure(plots: Path) -> Figures:
    """Learn from a random half and value the policy on the other half, in ``SPLITS`` splits."""
    people = pd.read_parquet(real_data("hillstrom_email") / "hillstrom.parquet")
    arms = people["segment"].map(ARMS.index).to_numpy()
    visits = people["visit"].to_numpy(float)
    differences: list[float] = []
    algorithms: list[str] = []
    found: dict[str, list[Curve]] = {arm: [] for arm in NAMES}
    figures: Figures = {}
    for split in range(SPLITS):
        learnt, left_out = np.split(np.random.default_rng(split).permutation(len(people)), 2)
        champion = fit_champion(
            people.iloc[learnt][FEATURES],
            visits[learnt],
            arms[learnt],
            # a quarter of this half, to judge the winner
            is_test=np.arange(len(learnt)) % 4 == 0,
        )
        algorithms.append(champion.algorithm)
        uplift = champion.predict(people.iloc[left_out][FEATURES])
        trial = Experiment.of(np.empty((len(left_out), 0)), visits[left_out], arms[left_out])
        singles = [policy_value(np.full(len(trial), arm), trial) for arm in range(len(ARMS))]
        differences.append(policy_value(best_arms(uplift), trial) - max(singles))
        for arm, name in NAMES.items():
            position = ARMS.index(arm)
            pair = trial.pair(position)
            ranking = uplift[np.isin(trial.arms, (0, position)), position - 1]
            found[arm].append(uplift_curve(ranking, pair))
            if split == 0:
                low, high = qini_interval(ranking, pair, seed=split)
                figures[f"qini_{name}_first_split_low"] = reported(low)
                figures[f"qini_{name}_first_split_high"] = reported(high)
    _plot(plots / "hillstrom_qini.svg", {NAMES[arm]: ones[0] for arm, ones in found.items()})
    qini = {arm: np.mean([one.qini_coefficient for one in ones]) for arm, ones in found.items()}
    top = {arm: np.mean([one.uplift_of_top(0.1) for one in ones]) for arm, ones in found.items()}
    return {
        "policy_value_less_best_single_arm": at_least(float(np.mean(differences)), -0.002),
        "policy_value_less_best_single_arm_worst_split": reported(min(differences)),
        "qini_women": at_least(float(qini[WOMEN]), 0.0),
        "qini_men": reported(qini[MEN]),
        "uplift_at_10_men": reported(top[MEN], PUBLISHED[MEN]),
        "uplift_at_10_women": reported(top[WOMEN], PUBLISHED[WOMEN]),
        "auuc_men": reported(np.mean([one.auuc for one in found[MEN]])),
        "auuc_women": reported(np.mean([one.auuc for one in found[WOMEN]])),
        "champions": reported(", ".join(sorted(set(algorithms)))),
        **figures,
    }


def _plot(file: Path, found: dict[str, Curve]) -> None:
    shares = np.linspace(0, 1, 101)
    lines = {
        f"{name}'s e-mail": (shares.tolist(), np.interp(shares, one.share, one.qini).tolist())
        for name, one in found.items()
    }
    lines |= {
        f"{name}'s e-mail, random order": ([0.0, 1.0], [0.0, float(one.qini[-1])])
        for name, one in found.items()
    }
    curves(
        file,
        lines,
        "Hillstrom: visits added per person of the audience",
        "share of the audience that is treated",
        "Qini curve",
    )
