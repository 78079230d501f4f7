"""A segment keeps its id if most of its customers stay together."""

import numpy as np

from growthmart.segmentation.matching import match_labels, segment_ids


def test_relabelled_segments_keep_their_ids():
    old = np.repeat([0, 1, 2], [5, 3, 4])
    new = np.array([2, 0, 1])[old]

    assert match_labels(old, new) == {2: 0, 0: 1, 1: 2}


def test_the_larger_part_of_a_split_continues_the_segment():
    old = np.repeat([0, 1], [10, 4])
    new = np.array([0] * 3 + [2] * 7 + [1] * 4)

    matched = match_labels(old, new)
    assert matched == {2: 0, 1: 1}
    assert segment_ids(matched, ["segment_1", "segment_2"], 2, 3)[0] == [
        "segment_3",
        "segment_2",
        "segment_1",
    ]


def test_of_two_merged_segments_the_larger_continues():
    old = np.repeat([0, 1, 2], [4, 9, 5])
    new = np.array([0] * 13 + [1] * 5)

    assert match_labels(old, new) == {0: 1, 1: 2}


def test_the_sum_of_agreement_counts_not_each_in_turn():
    """The best pair of the first label alone would make the total agreement worse."""
    agreement = [[0, 0, 6], [0, 1, 5], [5, 1, 0]]
    cells = [(row, column) for row in range(3) for column in range(3)]
    pairs = [cell for cell in cells for _ in range(agreement[cell[0]][cell[1]])]
    old, new = np.array(pairs).T

    assert match_labels(old, new) == {2: 0, 1: 1, 0: 2}


def test_segments_without_a_common_customer_are_no_pair():
    assert match_labels(np.array([0, 0, 1]), np.array([0, 1, 0])) == {1: 0, 0: 1}
    assert match_labels(np.array([0, 0, 0]), np.array([0, 0, 1])) == {0: 0}


def test_an_id_that_died_is_not_used_again():
    assert segment_ids({1: 0}, ["segment_9"], 10, 3) == (
        ["segment_11", "segment_9", "segment_12"],
        12,
    )
    assert segment_ids({}, [], 0, 2) == (["segment_1", "segment_2"], 2)
