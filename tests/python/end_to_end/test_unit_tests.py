"""dbt's unit tests check the project: a user's build does not run them, and no var breaks them."""

import json
import re

import pytest
import yaml

from .project import ROOT, Project

DEFAULTS = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
OTHER_VALUES = {
    "sources": ["online_retail"],
    "entities": sorted(DEFAULTS["entities"]),
    "source_catalogue": {
        "demo": {"entities": ["orders"], "reporting_currency": "GBP"},
        "online_retail": {"entities": ["customers", "orders"], "reporting_currency": "USD"},
        "olist": {"entities": ["reviews"]},
    },
    "modules": DEFAULTS["modules"][::-1],
    "module_catalogue": DEFAULTS["module_catalogue"] | {"no_module": {}},
    "as_of_date": "2023-03-01",
    "expected_through": "2023-03-01",
    "drift_severity": "critical",
    "quality_history_days": 1,
    "keep_failing_keys": True,
    "reporting_time_zone": "Pacific/Auckland",
    "reporting_currency": "USD",
    "fallback_rates": {"EUR": 7, "USD": 7, "SEK": 7},
    "default_margin_rate": 0.9,
    "annual_discount_rate": 0.9,
    "clv_horizon_months": 6,
    "feature_months": 2,
    "churn_window_days": 7,
    "retention_contact_cost": 9,
    "retention_contact_value": 10,
    "own_domains": ["google.com", "facebook.com"],
    "max_identity_links": 1,
    "session_timeout_minutes": 1,
    "attribution_window_days": 1,
    "acquisition_window_days": 1,
    "message_conversion_window_days": 1,
    "experiment_window_days": 1,
    "retrain_every_days": 1,
}


def test_other_values_are_those_of_every_var():
    assert OTHER_VALUES.keys() == DEFAULTS.keys()
    assert not [name for name, value in DEFAULTS.items() if OTHER_VALUES[name] == value]


@pytest.mark.parametrize("variables", [{}, OTHER_VALUES], ids=["defaults", "other values"])
def test_unit_tests_pass_with_any_vars(rebuilt: Project, variables: dict[str, object]):
    """Unit tests need existing relations; the shared build has them."""
    written = sum(
        len(re.findall(r"^    model: ", text[text.index("\nunit_tests:") :], re.MULTILINE))
        for folder in ("models", "python_models")
        for file in (ROOT / folder).rglob("*.yml")
        if "\nunit_tests:" in (text := file.read_text(encoding="utf-8"))
    )
    rebuilt.environment["GROWTHMART_UNIT_TESTS"] = "true"

    run = rebuilt.dbt("test", "-s", "test_type:unit", "--vars", json.dumps(variables))

    assert run.code == 0, run.output
    assert f", {written} unit tests in " in run.output
    assert written > 50


def test_a_build_of_a_user_has_none(rebuilt: Project):
    """A build that selects a model with unit tests does not run them either."""
    run = rebuilt.dbt("build", "-s", "int_customer_accounts", "int_orders_with_utm")
    assert run.code == 0, run.output
    assert "unit test" not in run.output
    assert "No nodes selected" in rebuilt.dbt("ls", "--resource-type", "unit_test").output
