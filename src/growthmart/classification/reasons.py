"""Why a row has its probability: what happens if a value were the typical one."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from growthmart.classification.preparation import MISSING, Preparation

Floats = NDArray[np.float64]

MOST_DRIVERS = 12
ROWS_COMPARED = 500
# An effect on the log-odds below this is no reason.
LEAST_EFFECT = 0.01


@dataclass(frozen=True)
class Drivers:
    """The columns with the largest effect in the training, largest first.

    Attributes:
        positions: of the columns in the preparation.
        typical: for each, the typical values of its columns of the matrix.
    """

    positions: list[int]
    typical: list[Floats]

    @classmethod
    def learn(
        cls, preparation: Preparation, matrix: Floats, log_odds: Callable[[Floats], Floats]
    ) -> "Drivers":
        """Return at most twelve columns, by the mean absolute effect on rows of the training."""
        typical = [
            column.typical(matrix[:, place])
            for column, place in zip(preparation.columns, preparation.slices(), strict=True)
        ]
        every = cls(list(range(len(typical))), typical)
        step = -(-len(matrix) // ROWS_COMPARED)
        effects = np.abs(every.effects(preparation, matrix[::step], log_odds)).mean(axis=0)
        order = np.argsort(-np.round(effects, 9), kind="stable")[:MOST_DRIVERS]
        return cls([int(one) for one in order], [typical[one] for one in order])

    def effects(
        self, preparation: Preparation, matrix: Floats, log_odds: Callable[[Floats], Floats]
    ) -> Floats:
        """Return how far each column moves the log-odds from the typical value, (n, drivers)."""
        effects = np.zeros((len(matrix), len(self.positions)))
        odds = log_odds(matrix)
        places = preparation.slices()
        for at, (position, typical) in enumerate(zip(self.positions, self.typical, strict=True)):
            changed = matrix.copy()
            changed[:, places[position]] = typical
            effects[:, at] = odds - log_odds(changed)
        return effects

    def reasons(
        self,
        preparation: Preparation,
        table: pd.DataFrame,
        log_odds: Callable[[Floats], Floats],
        most: int,
    ) -> list[str]:
        """Return the ``most`` largest effects of each row, such as ``orders_count 1 (+)``."""
        effects = np.round(self.effects(preparation, preparation.apply(table), log_odds), 9)
        names = [preparation.columns[position].name for position in self.positions]
        texts = [table[name].map(_text).to_numpy() for name in names]
        order = np.argsort(-np.abs(effects), axis=1, kind="stable")[:, :most]
        return [
            ", ".join(
                f"{names[at]} {texts[at][row]} ({'+' if effects[row, at] > 0 else '-'})"
                for at in chosen
                if abs(effects[row, at]) >= LEAST_EFFECT
            )
            for row, chosen in enumerate(order)
        ]


def _text(value: float | str) -> str:
    if isinstance(value, str):
        return "unknown" if value == MISSING else value
    return "unknown" if np.isnan(value) else f"{value:.6g}"
