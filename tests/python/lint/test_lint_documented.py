"""The rule documented."""

from dataclasses import replace

import pytest

from growthmart.lint import DataTest
from growthmart.lint.rules.documented import documented

from .builders import ROWS, assert_one, change, delete, write

FCT = "models/core/fct_orders"
SCORES = "expectations/predictions/ml_churn_scores.yml"


def test_passes(project):
    assert documented(project) == []


@pytest.mark.parametrize(
    ("fields", "path", "words"),
    [
        ({"yaml_path": "models/core/core.yml"}, f"{FCT}.sql", "its YAML is models/core/core.yml"),
        ({"yaml_path": "models/marts/fct_orders.yml"}, f"{FCT}.sql", "its YAML is"),
        ({"description": "Key: id."}, f"{FCT}.yml", "no 'Grain:'"),
        ({"description": "Grain: one row."}, f"{FCT}.yml", "no 'Key:'"),
        ({"columns": {"id": "The id.", "b": " "}}, f"{FCT}.yml", "column b of fct_orders"),
    ],
)
def test_documented_breakages(project, fields, path, words):
    assert_one(documented(change(project, "fct_orders", **fields)), path, words)


def test_undescribed_columns_need_a_contract_to_matter(project):
    assert documented(change(project, "feat_customer_orders", columns={"a": ""})) == []


def test_model_without_yaml(project):
    broken = change(project, "as_of", yaml_path="", description="")
    assert_one(documented(broken), "models/intermediate/calendar/as_of.sql", "no YAML")


def test_disabled_models_are_documented_too(project):
    off = replace(project.disabled[0], description="Key: id.")
    assert_one(documented(replace(project, disabled=(off,))), off.yaml_path, "no 'Grain:'")


@pytest.mark.parametrize("name", ["fct_orders", "ml_churn_scores", "stg_demo__orders"])
def test_meta_key_is_missing(project, name):
    model = project.nodes[f"model.{name}"]
    assert_one(documented(change(project, name, meta={})), model.yaml_path, "no meta.key")


def without_tests(project, *tests):
    kept = tuple(test for test in project.tests if test.model != "model.fct_orders")
    return replace(project, tests=(*kept, *tests))


def test_key_test_is_missing(project):
    assert_one(documented(without_tests(project)), f"{FCT}.yml", "no key test")
    other = DataTest("expression_is_true", "model.fct_orders")
    assert_one(documented(without_tests(project, other)), f"{FCT}.yml", "no key test")


def test_unique_and_not_null_on_one_column_are_a_key(project):
    unique = DataTest("unique", "model.fct_orders", "id")
    assert documented(without_tests(project, unique, replace(unique, name="not_null"))) == []
    other = DataTest("not_null", "model.fct_orders", "name")
    assert_one(documented(without_tests(project, unique, other)), f"{FCT}.yml", "no key test")


@pytest.mark.parametrize("text", [ROWS, "", "expectations: 3", "a: [", "expectations: [x]"])
def test_predictions_need_a_uniqueness_expectation(project, text):
    assert_one(documented(write(project, SCORES, text)), SCORES, "is unique")
    key = DataTest("primary_key", "model.ml_churn_scores")
    tested = replace(project, tests=(*project.tests, key))
    assert documented(write(tested, SCORES, text)) == []


def test_predictions_without_a_suite(project):
    assert_one(documented(delete(project, SCORES)), SCORES, "is unique")


def test_predictions_with_a_key_of_one_column(project):
    one = ROWS + "  - {id: key, type: expect_column_values_to_be_unique}\n"
    assert documented(write(project, SCORES, one)) == []
