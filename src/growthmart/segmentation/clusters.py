"""Learnt segments: a customer belongs to the nearest centre, and is an outlier if far from it."""

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
    """The centres of the segments in the scaled space.

    Attributes:
        scaling: the scaling of the features.
        centres: (k, f) in the scaled space.
        outlier_distance: a customer at a greater distance from the nearest centre is an outlier.
    """

    scaling: Scaling
    centres: Floats
    outlier_distance: float

    def assign(self, features: Floats) -> tuple[Labels, Floats]:
        """Return the nearest centre, (n,), and the distance to it, (n,), of each row, (n, f)."""
        squares = squared_distances(self.scaling.apply(features), self.centres)
        return squares.argmin(axis=1), rounded(np.sqrt(squares.min(axis=1)))


def outlier_distance(points: Points, centres: Floats) -> float:
    """Return the distance from a centre beyond which a customer is an outlier.

    It is the distance with a modified z-score of 3.5. The score of a distance is its difference
    from the median distance, in units of the median absolute deviation. If that is zero, the mean
    absolute deviation is used (Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers).
    """
    squares = squared_distances(points.values, centres).min(axis=1)
    distances = np.repeat(np.sqrt(squares), points.weights.astype(int))
    median = np.median(distances)
    deviations = np.abs(distances - median)
    spread = 1.482602 * np.median(deviations) or 1.253314 * deviations.mean()
    return round(float(median + OUTLIER_SCORE * spread), 9)
