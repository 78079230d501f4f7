"""Rule: the gate of predictions proves their keys."""

from __future__ import annotations

from growthmart.lint.project import Project, Violation
from growthmart.lint.rules.suites import expectation_types, suite_path

UNIQUE_EXPECTATIONS = {
    "expect_compound_columns_to_be_unique",
    "expect_column_values_to_be_unique",
}


def unique_scores(project: Project) -> list[Violation]:
    """Have the suite of every model of predictions expect that its key is unique.

    Example: the suite of ``ml_churn_scores`` expects a row count and nothing more.
    Reason: a join on a key that is not unique multiplies money without an error. The key of any
    other model has a dbt test; scores have none, because a failed test would end the build, and a
    run that the gate refuses is only passed over.
    How to remediate: add ``expect_compound_columns_to_be_unique`` to the suite.
    """
    return [
        Violation(
            suite_path(model),
            f"no expectation says that the key of {model.name} is unique",
            "add expect_compound_columns_to_be_unique, so that the gate judges it",
        )
        for model in project.layer("predictions")
        if not UNIQUE_EXPECTATIONS
        & set(expectation_types(project.files.get(suite_path(model), "")))
    ]
