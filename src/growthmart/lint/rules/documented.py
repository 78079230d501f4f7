"""Rule: every model says what a row is, and proves its key."""

from __future__ import annotations

from growthmart.lint.project import Node, Project, Violation
from growthmart.lint.rules.suites import expectation_types, suite_path

WORDS = ("Grain:", "Key:")
# Staging shows what the raw file holds; the input layer makes its keys unique.
WITHOUT_KEY_TEST = ("staging",)
UNIQUE_EXPECTATIONS = {
    "expect_compound_columns_to_be_unique",
    "expect_column_values_to_be_unique",
}


def _has_key_test(project: Project, model: Node) -> bool:
    tests = [test for test in project.tests if test.model == model.id]
    unique, not_null = (
        {test.column for test in tests if test.name == name} for name in ("unique", "not_null")
    )
    return any(test.name == "primary_key" for test in tests) or bool(unique & not_null)


def _description(model: Node) -> list[Violation]:
    violations = []
    if model.yaml_path != model.own_yaml:
        found = f"its YAML is {model.yaml_path}" if model.yaml_path else "no YAML describes it"
        violations.append(Violation(model.path, found, f"describe it in {model.own_yaml}"))
    for word in WORDS:
        if model.yaml_path and word not in model.description:
            violations.append(
                Violation(
                    model.yaml_path,
                    f"the description of {model.name} has no '{word}'",
                    "write 'Grain: one row per ...' and 'Key: the columns of the key'",
                )
            )
    if model.has_contract:
        violations += [
            Violation(
                model.yaml_path or model.path,
                f"column {column} of {model.name} has no description",
                "say what it holds, its unit, and what null means",
            )
            for column, description in model.columns.items()
            if not description.strip()
        ]
    return violations


def _meta_key(model: Node) -> list[Violation]:
    if model.meta.get("key"):
        return []
    return [
        Violation(
            model.yaml_path or model.path,
            f"{model.name} has no meta.key",
            "name the columns of its key under config: meta: {key: [...]}",
        )
    ]


def _key(project: Project, model: Node) -> list[Violation]:
    if model.layer in WITHOUT_KEY_TEST or _has_key_test(project, model):
        return []
    where = model.yaml_path or model.path
    if model.layer != "predictions":
        return [Violation(where, f"{model.name} has no key test", "add the test primary_key")]
    suite = suite_path(model)
    if UNIQUE_EXPECTATIONS & set(expectation_types(project.files.get(suite, ""))):
        return []
    return [
        Violation(
            suite,
            f"no expectation says that the key of {model.name} is unique",
            "add expect_compound_columns_to_be_unique, so that the gate judges it",
        )
    ]


def documented(project: Project) -> list[Violation]:
    """Have every model described in a YAML file of its own, and its key tested.

    Example: ``fct_orders`` is described in ``core.yml``, or has no test ``primary_key``.
    Reason: grain and key are what a reader needs first, and a join on a key that is not unique
    multiplies money without an error. Scores are judged by their gate and by no dbt test: a run
    that the gate refuses is passed over, a failed test would end the build.
    How to remediate: write ``<model>.yml`` beside the model, with ``Grain:`` and ``Key:`` in the
    description, a description per column of the contract, ``meta.key`` and the test
    ``primary_key``, which reads it; for a model of predictions a uniqueness expectation in its
    suite.
    """
    violations = [
        one for model in project.known_models for one in (*_description(model), *_meta_key(model))
    ]
    return violations + [one for model in project.models for one in _key(project, model)]
