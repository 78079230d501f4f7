"""Gives the segments of a new model the ids of the old segments that they continue."""

import numpy as np
from scipy.optimize import linear_sum_assignment

from growthmart.segmentation.points import Labels


def match_labels(old: Labels, new: Labels) -> dict[int, int]:
    """Return the old label that each new label continues; some new labels continue none.

    The pairs are chosen so that as many customers as possible keep their segment (the Hungarian
    method: Kuhn 1955, Naval Research Logistics Quarterly 2). Labels without a common customer are
    no pair. If a segment was split, the larger part continues it. If two segments were merged, the
    new one continues the larger of them.

    Args:
        old: the label of each customer by the old model, (n,).
        new: the label of the same customers by the new model, (n,).
    """
    agreement = np.zeros((old.max() + 1, new.max() + 1), dtype=int)
    np.add.at(agreement, (old, new), 1)
    pairs = zip(*linear_sum_assignment(agreement, maximize=True), strict=True)
    return {int(right): int(left) for left, right in pairs if agreement[left, right]}


def segment_ids(
    matched: dict[int, int], old_ids: list[str], last_number: int, count: int
) -> tuple[list[str], int]:
    """Return the id of each of ``count`` new labels, and the highest number that an id ever had.

    The id is that of the old segment that the label continues, or one that was never used.
    """
    ids = []
    for label in range(count):
        if label in matched:
            ids.append(old_ids[matched[label]])
        else:
            last_number += 1
            ids.append(f"segment_{last_number}")
    return ids, last_number
