"""Rules on the text of files: safe_casts, suites."""

import pytest

from growthmart.lint.portability.text import without_comments
from growthmart.lint.rules.safe_casts import safe_casts
from growthmart.lint.rules.suites import suites

from .builders import add, assert_one, delete, drop, node, write

SQL = "models/core/fct_orders.sql"


@pytest.mark.parametrize("rule", [safe_casts, suites])
def test_passes(project, rule):
    assert rule(project) == []


@pytest.mark.parametrize(
    "text",
    [
        "select '--' || a",
        "select '/*', a, '*/'",
        """{{ error("gate's -- " ~ x) }} a""",
        "select 'a''b' ",
    ],
)
def test_what_only_looks_like_a_comment(text):
    assert without_comments(text) == text


def test_comments_keep_line_numbers():
    text = "a -- b\n/* c\nd */ e\n{# f\n#}g"
    assert without_comments(text).split("\n") == ["a  ", " ", " e", " ", "g"]


def test_a_model_needs_no_suite(project):
    assert suites(delete(project, "expectations/core/fct_orders.yml")) == []


@pytest.mark.parametrize(
    "path",
    [
        "expectations/core/fct_gone.yml",
        "expectations/marts/fct_orders.yml",
        "expectations/core/fct_orders.yaml",
        "expectations/features/feat_customer_orders.yml",
        "expectations/core/old/fct_orders.yml",
    ],
)
def test_suite_without_a_model(project, path):
    assert_one(suites(write(project, path, "")), path, "no model")


def test_suites_of_disabled_models_and_other_files_may_stay(project):
    model = project.nodes["model.fct_orders"]
    off = type(project)(
        models=drop(project, "fct_orders").models, disabled=(model,), files=project.files
    )
    assert suites(off) == []
    assert suites(write(project, "expectations/waivers.yml", "")) == []


def test_layers_without_a_gate_need_no_suite(project):
    assert suites(add(project, node("models/features/feat_product_sales.sql"))) == []


CONTACTS = "models/staging/demo/stg_demo__customer_contacts.sql"
READER = "models/intermediate/identity/int_contacts_hashed.sql"


def with_contacts(project, path, text):
    models = (node(CONTACTS, "source.demo.contacts"), node(READER, "input_customer_contacts"))
    return write(add(project, *models), path, text)


@pytest.mark.parametrize("path", [CONTACTS, READER])
@pytest.mark.parametrize(
    "conversion",
    [
        "cast(phone as int)",
        "CAST (phone as int)",
        "phone::int",
        "strptime(phone, '%d')",
        "error(x)",
    ],
)
def test_conversion_of_contacts_that_can_fail(project, path, conversion):
    found = safe_casts(with_contacts(project, path, f"select 1,\n    {conversion} as a\n"))
    assert_one(found, path, "line 2", "try_cast")


@pytest.mark.parametrize(
    "text", ["try_cast(phone as int)", "1 -- cast(phone as int)", "broadcast(a)"]
)
def test_conversion_of_contacts_that_cannot_fail(project, text):
    assert safe_casts(with_contacts(project, READER, f"select {text}")) == []


def test_conversion_where_no_contacts_are(project):
    assert safe_casts(with_contacts(project, SQL, "select cast(a as int)")) == []
