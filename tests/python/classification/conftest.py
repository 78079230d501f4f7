import numpy as np
import pandas as pd
import pytest

from growthmart.classification import fit_champion
from growthmart.classification.candidates import CANDIDATES


def people(count: int = 400, seed: int = 3) -> tuple[pd.DataFrame, np.ndarray]:
    """Return customers with columns of every kind, and whether they left."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "recency_days": rng.integers(0, 300, count),
            "net_revenue": rng.lognormal(3, 1, count),
            "rating": rng.choice([1.0, 3.0, 5.0, np.nan], count),
            "country": rng.choice(["DE", "FR", "AT", None], count),
            "has_app": rng.random(count) > 0.5,
            "constant": 7,
        }
    )
    odds = frame["recency_days"] / 60 - 2.5 - frame["has_app"] + (frame["country"] == "DE")
    return frame, rng.random(count) < 1 / (1 + np.exp(-odds.to_numpy()))


@pytest.fixture
def quick(monkeypatch):
    """Let only the two quickest candidates compete: the rules are the same for all."""
    for name in set(CANDIDATES) - {"logistic_regression", "decision_tree"}:
        monkeypatch.delitem(CANDIDATES, name)


@pytest.fixture(scope="session")
def all_candidates():
    """Return the champion of all candidates, and what it learnt from."""
    frame, label = people()
    later, last = people(300, seed=4), people(300, seed=5)
    return fit_champion(frame, label, calibration=later, test=last), frame, label
