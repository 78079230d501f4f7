"""A randomised campaign as arrays: who was in which arm, by which chance, and who responded."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

CONTROL = 0


@dataclass(frozen=True)
class Experiment:
    """People who were assigned at random to a control arm or to one of k treated arms.

    Attributes:
        features: (n, f) known before the assignment; finite numbers.
        outcomes: (n,) 1 if the person responded, otherwise 0.
        arms: (n,) 0 for the control arm, 1 to k for the treated arms.
        propensities: (n, k + 1) the chance of each arm at the assignment of each person.
    """

    features: Floats
    outcomes: Floats
    arms: Ints
    propensities: Floats

    @classmethod
    def of(
        cls, features: Floats, outcomes: Floats, arms: Ints, propensities: Floats | None = None
    ) -> "Experiment":
        """Check the arrays; without ``propensities``, the chance of an arm is its share.

        ``propensities`` may also be one row, (k + 1,), if the chances were the same for everyone.

        Raises:
            ValueError: the arrays do not fit together, or there is no control arm.
        """
        features = np.asarray(features, dtype=float)
        outcomes = np.asarray(outcomes, dtype=float)
        arms = np.asarray(arms, dtype=np.intp)
        if not len(features) == len(outcomes) == len(arms):
            raise ValueError("features, outcomes and arms must have the same number of rows")
        if not np.isin(outcomes, (0, 1)).all():
            raise ValueError("an outcome must be 0 or 1")
        if arms.min(initial=0) < 0:
            raise ValueError("arms are numbered from 0, the control arm")
        counts = np.bincount(arms, minlength=2)
        if not counts.all():
            raise ValueError(
                "uplift needs people in a randomised control arm (0) and in every treated arm: "
                "without them there is no causal claim"
            )
        if propensities is None:
            propensities = counts / counts.sum()
        chances = np.broadcast_to(np.asarray(propensities, float), (len(arms), len(counts)))
        if not (chances[np.arange(len(arms)), arms] > 0).all():
            raise ValueError("the chance of the arm that a person is in must be above 0")
        return cls(features, outcomes, arms, chances)

    def __len__(self) -> int:
        return len(self.arms)

    @property
    def treated_arms(self) -> range:
        """The numbers of the treated arms."""
        return range(1, self.propensities.shape[1])

    @property
    def weights(self) -> Floats:
        """The weight of each person, (n,): each arm then represents all n people.

        It is the inverse of the chance of the person's arm. In each arm the weights are scaled to
        add up to n (Hajek 1971), so an arm that is halved at random counts as much as before.
        """
        inverse = 1 / self.propensities[np.arange(len(self)), self.arms]
        return len(self) * inverse / np.bincount(self.arms, inverse)[self.arms]

    def take(self, rows: Ints | NDArray[np.bool_]) -> "Experiment":
        """Return some of the people."""
        return Experiment(
            self.features[rows], self.outcomes[rows], self.arms[rows], self.propensities[rows]
        )

    def pair(self, arm: int) -> "Experiment":
        """Return the people of one treated arm, now 1, and of the control arm."""
        rows = self.take((self.arms == arm) | (self.arms == CONTROL))
        chances = rows.propensities[:, [CONTROL, arm]]
        return Experiment(
            rows.features,
            rows.outcomes,
            (rows.arms == arm).astype(np.intp),
            chances / chances.sum(axis=1, keepdims=True),
        )

    def ordered(self) -> "Experiment":
        """Return the people in an order that does not depend on the order of the rows."""
        keys = [*self.propensities.T, self.outcomes, self.arms, *self.features.T]
        return self.take(np.lexsort(keys))
