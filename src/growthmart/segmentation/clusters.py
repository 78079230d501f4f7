"""Learnt segments: the nearest centre is a customer's, and who is far from it is an outlier."""

from dataclasses import dataclass

import numpy as np

from growthmart.segmentation.points import (
    Floats,
    Labels,
    Points,
    Scaling,
    rounded,
    squared_distances,
)

OUTLIER_SCORE = 3.5


@dataclass(frozen=True)
class Clusters:
    """Centres in the scaled space.

    Attributes:
        scaling: of the features.
        centres: (k, f) in the scaled space.
        outlier_distance: from its centre, beyond which a customer is an outlier.
    """

    scaling: Scaling
    centres: Floats
    outlier_distance: float

    def assign(self, features: Floats) -> tuple[Labels, Floats]:
        """Return for each row of ``features`` its nearest centre, (n,), and the distance, (n,)."""
        squares = squared_distances(self.scaling.apply(features), self.centres)
        return squares.argmin(axis=1), rounded(np.sqrt(squares.min(axis=1)))


def outlier_distance(points: Points, centres: Floats) -> float:
    """Return the distance from its centre beyond which a customer is an outlier.

    That at which the modified z-score of the customers' distances is 3.5: distances from the median
    in units of the median absolute deviation, or of the mean one where the median is zero (Iglewicz
    and Hoaglin 1993, How to Detect and Handle Outliers).
    """
    squares = squared_distances(points.values, centres).min(axis=1)
    distances = np.repeat(np.sqrt(squares), points.weights.astype(int))
    median = np.median(distances)
    deviations = np.abs(distances - median)
    spread = 1.482602 * np.median(deviations) or 1.253314 * deviations.mean()
    return round(float(median + OUTLIER_SCORE * spread), 9)
