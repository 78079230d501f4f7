"""A run of scores that fails is refused, and its gate stays open."""

import pytest

from growthmart.quality.results import REFUSED

UNIQUE = {
    "id": "orders.unique",
    "type": "expect_column_values_to_be_unique",
    "severity": "critical",
}


@pytest.mark.parametrize(("column", "accepted"), [("order_id", True), ("customer_id", False)])
def test_a_failure_refuses_the_run(layer, column, accepted):
    layer.models["orders"] = {"by_run": True, "judged_run_id": "r1"}
    layer.suite(UNIQUE | {"kwargs": {"column": column}})
    rows = layer.run()

    assert {row["judged_run_id"] for row in rows.values()} == {"r1"}
    assert all(row["passed"] for row in rows.values())
    found = rows["orders.unique"]
    assert (found["success"], found["accepted"]) == (accepted, accepted)
    assert found["note"] == (None if accepted else REFUSED)


def test_a_warning_does_not_refuse_the_run(layer):
    layer.models["orders"] = {"by_run": True, "judged_run_id": "r1"}
    layer.suite(UNIQUE | {"kwargs": {"column": "customer_id"}, "severity": "warning"})

    assert layer.run()["orders.unique"]["accepted"]


def test_other_tables_close_the_gate(layer):
    layer.suite(UNIQUE | {"kwargs": {"column": "customer_id"}})
    found = layer.run()["orders.unique"]

    assert (found["passed"], found["accepted"], found["judged_run_id"]) == (False, None, None)
