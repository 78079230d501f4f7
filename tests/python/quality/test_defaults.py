"""The default expectations of tables, which need no suite file, on both engines."""

from __future__ import annotations

import pytest

BOTH = pytest.mark.parametrize("layer", ["duckdb", "spark"], indirect=True)
LIMIT = {"limit": 0.1, "severity": "critical"}
VALUES = "expect_column_values_to_"
REASONS = (
    "select rejection_reason, count(*) from restricted.input_rejected_rows "
    "where entity = 'visits' group by rejection_reason"
)


@pytest.fixture
def described(layer):
    layer.models["orders"] = {
        "columns": ["order_id", "items"],
        "yaml_file": "models/input/orders.yml",
    }
    return layer


def entity(layer, accepted, rejected, meta):
    """Add an entity of some accepted and rejected rows; another entity has rejected rows too."""
    layer.table("input_visits", f"select i as visit_id from range({accepted}) as t(i)")
    layer.table(
        "input_rejected_rows",
        f"select 'visits' as entity from range({rejected}) union all by name "
        "select 'orders' as entity from range(1000)",
    )
    layer.models["input_visits"] = {
        "rejected_share": meta,
        "yaml_file": "models/input/input_visits.yml",
    }
    # as the models of the input layer inherit it from their folder
    layer.models["input_rejected_rows"] = {"rejected_share": LIMIT}
    layer.suite()


@BOTH
def test_a_table_without_a_suite_exists_and_has_its_columns(described):
    rows = described.run()
    assert set(rows) == {"orders.exists", "orders.columns"}
    for row in rows.values():
        assert row["success"] and row["passed"] and row["error"] is None
        assert (row["table_name"], row["severity"], row["rows_count"]) == ("orders", "critical", 20)
        assert (row["suite_file"], row["suite_line"]) == ("models/input/orders.yml", None)


@BOTH
def test_a_missing_table_closes_the_gate(described):
    described.sql("drop table restricted.orders")
    rows = described.run()
    assert set(rows) == {"orders.exists", "orders.columns"}
    assert not any(row["passed"] for row in rows.values())
    assert all("does not exist" in row["error"] for row in rows.values())


@BOTH
def test_a_missing_column_closes_the_gate_and_is_named(described):
    described.models["orders"]["columns"] += ["weight", "Items"]
    row = described.run()["orders.columns"]
    assert (row["success"], row["passed"], row["error"]) == (False, False, None)
    assert row["note"] == "missing: weight"
    assert row["what_to_do"].endswith("dbt build -s orders")


def test_a_table_whose_model_names_no_columns_must_exist(layer):
    assert set(layer.run()) == {"orders.exists"}


def test_no_folder_of_suites_is_no_fault(described):
    described.overrides["suites_folder"] = "expectations/none"
    assert set(described.run()) == {"orders.exists", "orders.columns"}


def test_a_suite_replaces_them(described):
    described.suite()
    assert set(described.run()) == {"orders.rows"}


def test_an_entity_that_no_source_fills_has_no_expectations(layer):
    layer.models["orders"] = {"is_view": True, "columns": ["gone"], "rejected_share": LIMIT}
    assert layer.run() == {}
    unique = {"id": "x", "type": VALUES + "be_unique", "kwargs": {"column": "channel"}}
    layer.suite(unique, optional=True)
    assert layer.run() == {}
    layer.sql("delete from restricted.orders")
    layer.suite(unique)
    assert not layer.run()["orders.rows"]["passed"]


CASES = {
    "none": (90, 0, True),
    "no row at all": (0, 0, True),
    "below the limit and ten rows": (180, 31, True),
    "exactly the limit and ten rows": (188, 32, True),
    "above": (179, 33, False),
    "few of few": (0, 11, True),
    "all": (0, 12, False),
}


@pytest.mark.parametrize("case", CASES)
def test_the_share_of_rejected_rows(layer, case):
    accepted, rejected, success = CASES[case]
    entity(layer, accepted, rejected, LIMIT)
    row = layer.run()["input_visits.rejected_share"]
    assert (row["success"], row["passed"], row["error"]) == (success, success, None)
    share = rejected / (accepted + rejected) if accepted + rejected else 0
    assert float(row["observed_value"]) == pytest.approx(share, abs=1e-3)


@BOTH
def test_too_many_rejected_rows_are_reported_with_their_number_and_advice(layer):
    entity(layer, 179, 33, {"limit": 0.1, "severity": "warning"})
    rows = layer.run()
    row = rows["input_visits.rejected_share"]
    assert (row["success"], row["passed"], row["severity"]) == (False, True, "warning")
    assert row["note"] == "33 of 212 rows of visits were rejected"
    assert row["observed_value"] == "0.1557"
    assert "More than 10% of the rows of visits" in row["what_to_do"]
    assert REASONS in row["what_to_do"]
    assert row["suite_file"] == "models/input/input_visits.yml"


def test_a_share_is_judged_beside_a_suite(layer):
    entity(layer, 0, 100, LIMIT)
    layer.suite(table="input_visits", optional=True)
    rows = layer.run()
    assert {"input_visits.rows", "input_visits.rejected_share"} < set(rows)
    assert not rows["input_visits.rejected_share"]["passed"]
    assert "input_visits.exists" not in rows


def test_a_layer_without_rejected_rows_has_no_share(layer):
    layer.models["orders"] = {"rejected_share": LIMIT}
    row = layer.run()["orders.rejected_share"]
    assert row["error"] == "the gate has no table input_rejected_rows"
    assert not row["passed"]


@BOTH
def test_rejected_rows_that_cannot_be_read_close_the_gate(layer):
    entity(layer, 10, 0, {"limit": 0.1, "severity": "warning"})
    layer.sql("alter table restricted.input_rejected_rows rename entity to thing")
    row = layer.run()["input_visits.rejected_share"]
    assert "a column" in row["error"] and not row["passed"]


@pytest.mark.parametrize(
    "meta",
    [
        0.1,
        {},
        {"limit": 0.1},
        {"limit": 0.1, "severity": "warning", "more": 1},
        {"limit": 1, "severity": "warning"},
        {"limit": -0.1, "severity": "warning"},
        {"limit": True, "severity": "warning"},
        {"limit": "0.1", "severity": "warning"},
        {"limit": 0.1, "severity": "critcal"},
        {"limit": 0.1, "severity": ["critical"]},
    ],
)
def test_meta_that_cannot_be_read_closes_the_gate(layer, meta):
    entity(layer, 10, 0, meta)
    row = layer.run()["input_visits.rejected_share"]
    assert "needs a limit from 0 to less than 1 and a severity" in row["error"]
    assert not row["passed"]
    assert row["suite_file"] == "models/input/input_visits.yml"


def test_a_default_can_be_waived_and_other_gates_know_its_id(layer):
    entity(layer, 0, 100, LIMIT)
    waiver = "{expectation: input_visits.rejected_share, accepted_until: 2999-01-01, reason: Known}"
    other = "{expectation: fct_visits.columns, accepted_until: 2999-01-01, reason: Known}"
    (layer.folder.parent / "waivers.yml").write_text(f"waivers: [{waiver}, {other}]")
    rows = layer.run()
    assert rows["input_visits.rejected_share"]["passed"]
    assert not rows["input_visits.rejected_share"]["success"]
    assert all(row["passed"] for row in rows.values())
