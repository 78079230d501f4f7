"""Randomised trials whose true effect is known."""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Trial:
    """Arms, outcomes and features; `truth` is the effect of each treated arm, (n, k)."""

    frame: pd.DataFrame
    outcomes: np.ndarray
    arms: np.ndarray
    truth: np.ndarray
    control: np.ndarray

    def take(self, rows):
        return Trial(
            self.frame.iloc[rows], self.outcomes[rows], self.arms[rows], self.truth[rows],
            self.control[rows],
        )  # fmt: skip


def trial(people, seed=1, shares=(0.5, 0.5), effects=((0.1, 0.15, 0.0),)):
    """Draw people with two features; the effect of an arm is a + b * helped + c * other."""
    generator = np.random.default_rng(seed)
    helped, other = generator.normal(size=(2, people))
    arms = generator.choice(len(shares), size=people, p=shares)
    control = 1 / (1 + np.exp(1.0 - 0.8 * other))
    truth = np.column_stack([a + b * helped + c * other for a, b, c in effects])
    truth = np.clip(control[:, None] + truth, 0.01, 0.99) - control[:, None]
    chance = np.column_stack([control, control[:, None] + truth])[np.arange(people), arms]
    outcomes = (generator.random(people) < chance).astype(float)
    frame = pd.DataFrame({"helped": helped, "other": other})
    return Trial(frame, outcomes, arms, truth, control)
