"""Segments of a new model keep the ids of the old one's that they go on."""

import numpy as np
from scipy.optimize import linear_sum_assignment

from growthmart.segmentation.points import Labels


def match_labels(old: Labels, new: Labels) -> dict[int, int]:
    """Return which old label each new one goes on, for those that go one on.

    The pairs are those on which most customers agree (Kuhn 1955, Naval Research Logistics
    Quarterly 2: the Hungarian method). Labels without a common customer are no pair. Where a
    segment was split, the larger part goes it on; where two were merged, the larger one lives on.

    Args:
        old: label of each customer by the old model, (n,).
        new: label of the same customers by the new one, (n,).
    """
    agreement = np.zeros((old.max() + 1, new.max() + 1), dtype=int)
    np.add.at(agreement, (old, new), 1)
    pairs = zip(*linear_sum_assignment(agreement, maximize=True), strict=True)
    return {int(right): int(left) for left, right in pairs if agreement[left, right]}


def segment_ids(
    matched: dict[int, int], old_ids: list[str], used_ids: set[str], count: int
) -> list[str]:
    """Return the id of each of ``count`` new labels: the old one's, or one that nobody ever had."""
    last = max((int(used.removeprefix("segment_")) for used in used_ids), default=0)
    ids = []
    for label in range(count):
        if label in matched:
            ids.append(old_ids[matched[label]])
        else:
            last += 1
            ids.append(f"segment_{last}")
    return ids
