"""The rule unique_scores."""

import pytest

from growthmart.lint.rules.unique_scores import unique_scores

from .builders import ROWS, assert_one, delete, write

SCORES = "expectations/predictions/ml_churn_scores.yml"


def test_passes(project):
    assert unique_scores(project) == []


@pytest.mark.parametrize("text", [ROWS, "", "expectations: 3", "a: [", "expectations: [x]"])
def test_predictions_need_a_uniqueness_expectation(project, text):
    assert_one(unique_scores(write(project, SCORES, text)), SCORES, "is unique")


def test_predictions_without_a_suite(project):
    assert_one(unique_scores(delete(project, SCORES)), SCORES, "is unique")


def test_predictions_with_a_key_of_one_column(project):
    one = ROWS + "  - {id: key, type: expect_column_values_to_be_unique}\n"
    assert unique_scores(write(project, SCORES, one)) == []
