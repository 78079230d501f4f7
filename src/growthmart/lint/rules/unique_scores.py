"""Rule: the gate of predictions checks that their keys are unique."""

from __future__ import annotations

from growthmart.lint.project import Project, Violation
from growthmart.lint.rules.suites import expectation_types, suite_path

UNIQUE_EXPECTATIONS = {
    "expect_compound_columns_to_be_unique",
    "expect_column_values_to_be_unique",
}


def unique_scores(project: Project) -> list[Violation]:
    """Check that the suite of every model of predictions expects a unique key.

    Example: the suite of ``ml_churn_scores`` expects a row count and nothing more.
    Reason: a join on a key that is not unique multiplies money without an error. The keys of other
    models have a dbt test. Scores have none, because a failed test would end the build; if the gate
    refuses a run, the build continues without its scores.
    How to remediate: add ``expect_compound_columns_to_be_unique`` to the suite.
    """
    return [
        Violation(
            suite_path(model),
            f"no expectation checks that the key of {model.name} is unique",
            "add expect_compound_columns_to_be_unique to its suite",
        )
        for model in project.layer("predictions")
        if not UNIQUE_EXPECTATIONS
        & set(expectation_types(project.files.get(suite_path(model), "")))
    ]
