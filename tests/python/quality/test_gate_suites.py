"""Every fault of a suite file is one clear row, and the other expectations still run."""

from __future__ import annotations

from pathlib import Path

import pytest

from growthmart.quality.suites import load_suites

PROJECT = Path(__file__).parents[3]

GOOD = """\
name: orders
meta: {table: orders, optional: false}
expectations:
  - id: orders.rows
    type: expect_table_row_count_to_be_between
    severity: critical
    kwargs: {min_value: 1}
"""
BAD_ENTRIES = {
    "unknown type": (
        "{id: x, type: expect_column_values_to_be_uniqe, severity: critical, kwargs: {column: a}}",
        "unknown expectation type 'expect_column_values_to_be_uniqe'"
        "; nearest: expect_column_values_to_be_unique",
    ),
    "misspelt argument": (
        "{id: x, type: expect_column_values_to_be_between, severity: critical,"
        " kwargs: {column: items, min_valeu: 1}}",
        "unknown argument 'min_valeu' of expect_column_values_to_be_between; nearest: min_value",
    ),
    "missing argument": (
        "{id: x, type: expect_column_values_to_be_in_set, severity: critical, kwargs: {}}",
        "column: field required",
    ),
    "wrong argument": (
        "{id: x, type: expect_column_values_to_be_unique, severity: critical,"
        " kwargs: {column: items, mostly: 7}}",
        "wrong arguments of expect_column_values_to_be_unique: mostly",
    ),
    "reserved argument": (
        "{id: x, type: expect_column_values_to_be_unique, severity: critical,"
        " kwargs: {column: items, result_format: COMPLETE}}",
        "'result_format' is not allowed",
    ),
    "missing column": (
        "{id: x, type: expect_column_values_to_be_unique, severity: critical,"
        " kwargs: {column: itms}}",
        "the table orders has no column 'itms'; nearest: items",
    ),
    "invalid severity": (
        "{id: x, type: expect_column_values_to_be_unique, severity: critcal,"
        " kwargs: {column: items}}",
        "invalid severity 'critcal': write one of critical, warning, info; nearest: critical",
    ),
    "no severity": ("{id: x, type: expect_column_to_exist, kwargs: {}}", "invalid severity None"),
    "no type": ("{id: x, severity: critical, kwargs: {}}", "the expectation has no type"),
    "unknown key": (
        "{id: x, type: expect_column_to_exist, severity: critical, kwarg: {column: items}}",
        "unknown key 'kwarg'; nearest: kwargs",
    ),
    "kwargs no mapping": (
        "{id: x, type: expect_column_to_exist, severity: critical, kwargs: [items]}",
        "kwargs and meta must be mappings",
    ),
    "bad date": (
        "{id: x, type: expect_column_max_to_be_between, severity: critical,"
        " kwargs: {column: order_date, min_value: 01/02/2024}}",
        "'01/02/2024' is no ISO date or timestamp",
    ),
    "unknown table in SQL": (
        "{id: x, type: unexpected_rows_expectation, severity: critical,"
        " kwargs: {unexpected_rows_query: 'select * from {oders}'}}",
        "the gate has no table {oders}; nearest: orders",
    ),
    "unpaired brace": (
        "{id: x, type: unexpected_rows_expectation, severity: critical,"
        " kwargs: {unexpected_rows_query: 'select 1 from {batch'}}",
        "unpaired braces",
    ),
    "format in SQL": (
        "{id: x, type: unexpected_rows_expectation, severity: critical,"
        " kwargs: {unexpected_rows_query: 'select {batch: 1} from {batch}'}}",
        "only the name of a table may be in the braces of batch; double the braces",
    ),
    "conversion in SQL": (
        "{id: x, type: unexpected_rows_expectation, severity: critical,"
        " kwargs: {unexpected_rows_query: 'select 1 from {batch!x}'}}",
        "only the name of a table may be in the braces of batch",
    ),
    "no query": (
        "{id: x, type: unexpected_rows_expectation, severity: critical,"
        " kwargs: {unexpected_rows_query: 3}}",
        "must be a select statement",
    ),
    "row count of every table": (
        "{id: x, type: expect_table_row_count_to_be_between, severity: critical,"
        " kwargs: {min_value: 0}}",
        "every table has 0 rows or more: set min_value to 1 or more, or delete it",
    ),
    "row count without a bound": (
        "{id: x, type: expect_table_row_count_to_be_between, severity: critical, kwargs: {}}",
        "every table has 0 rows or more",
    ),
    "default": (
        "{id: x, type: expect_table_to_exist, severity: critical, kwargs: {}}",
        "expect_table_to_exist is a default expectation, which a suite cannot have: delete it",
    ),
    "SQL with a wrong column": (
        "{id: x, type: unexpected_rows_expectation, severity: critical,"
        " kwargs: {unexpected_rows_query: 'select nope from {batch}'}}",
        "BinderException: a column, a function or a type in the query does not exist or fit"
        " (column: nope)",
    ),
    "SQL that cannot be read": (
        "{id: x, type: unexpected_rows_expectation, severity: critical,"
        " kwargs: {unexpected_rows_query: 'selec 1'}}",
        "ParserException: the SQL could not be read",
    ),
}


@pytest.mark.parametrize("fault", BAD_ENTRIES)
def test_bad_entry_is_one_error_row_with_its_line(layer, fault):
    text, error = BAD_ENTRIES[fault]
    after = "  - {id: after, type: expect_column_to_exist, severity: critical,"
    layer.write("orders.yml", f"{GOOD}  - {text}\n{after} kwargs: {{column: items}}}}\n")
    rows = layer.run()
    assert set(rows) == {"orders.rows", "x", "after"}
    assert error in rows["x"]["error"]
    assert (rows["x"]["success"], rows["x"]["passed"]) == (False, False)
    assert rows["x"]["suite_file"] == "expectations/input/orders.yml"
    assert [rows[name]["suite_line"] for name in ("orders.rows", "x", "after")] == [4, 8, 9]
    assert rows["x"]["what_to_do"].startswith("Fix the suite")
    assert rows["orders.rows"]["passed"] and rows["after"]["passed"]


def test_suite_for_an_unknown_table(layer):
    layer.write("orders.yml", GOOD)
    layer.suite(table="odrers")
    rows = layer.run()
    assert (
        rows["odrers.unknown_table"]["error"] == "the gate has no table 'odrers'; nearest: orders"
    )
    assert not rows["odrers.unknown_table"]["passed"]
    assert "odrers.rows" not in rows and rows["orders.rows"]["passed"]


def test_suite_for_a_table_of_a_module_that_is_off(layer):
    layer.write("orders.yml", GOOD)
    layer.suite(table="coupons")
    layer.overrides = {"switched_off": ["coupons"]}
    assert {row["table_name"] for row in layer.run().values()} == {"orders"}


def test_suite_without_a_row_count(layer):
    unique = {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "items"}}
    layer.suite({"id": "x"} | unique, rows=False)
    rows = layer.run()
    assert "holds no expect_table_row_count_to_be_between" in rows["orders.row_count"]["error"]
    assert not rows["orders.row_count"]["passed"] and rows["x"]["passed"]
    layer.suite({"id": "x"} | unique, rows=False, optional=True)
    assert set(layer.run()) == {"x"}


def test_ids_are_unique_across_the_layer(layer):
    layer.write("orders.yml", GOOD)
    layer.table("visits", "select 1 as visit_id")
    layer.write("visits.yml", GOOD.replace("table: orders", "table: visits"))
    rows = layer.run()
    row = rows["visits.line_4"]
    assert row["table_name"] == "visits" and not row["passed"]
    assert row["error"].endswith("is used twice, first by expectations/input/orders.yml:4")


def test_an_id_of_the_defaults_is_taken(layer):
    layer.write("orders.yml", GOOD.replace("orders.rows", "orders.rejected_share"))
    row = layer.run()["orders.line_4"]
    assert row["error"].endswith("is used twice, first by the defaults of a table")


@pytest.mark.parametrize(
    ("bounds", "success"), [("max_value: 19", False), ("min_value: 0, strict_min: true", True)]
)
def test_a_row_count_that_can_fail_is_judged(layer, bounds, success):
    layer.write("orders.yml", GOOD.replace("min_value: 1", bounds))
    row = layer.run()["orders.rows"]
    assert (row["success"], row["error"]) == (success, None)


def test_an_id_that_is_used_three_times(layer):
    layer.write("orders.yml", GOOD + GOOD[GOOD.index("  - id") :] * 2)
    rows = layer.run()
    assert set(rows) == {"orders.rows", "orders.line_8", "orders.line_12"}
    assert [row["passed"] for row in rows.values()].count(True) == 1


def test_file_with_the_wrong_ending(layer):
    layer.write("orders.yml", GOOD)
    layer.write("orders.yaml", GOOD)
    rows = layer.run()
    assert rows["orders.rows"]["passed"]
    assert rows["orders.yaml.name"]["error"] == "name the file orders.yml"


def test_expectation_without_an_id_is_known_by_its_line(layer):
    layer.write("orders.yml", GOOD + "  - {type: expect_column_to_exist, severity: info}\n  - 3\n")
    rows = layer.run()
    assert "has no id" in rows["orders.line_8"]["error"]
    assert "is a mapping" in rows["orders.line_9"]["error"]


def test_two_suites_for_one_table(layer):
    layer.write("orders.yml", GOOD)
    layer.write("orders_more.yml", GOOD.replace("orders.rows", "more.rows"))
    rows = layer.run()
    assert "has a suite already" in rows["orders_more.second_suite"]["error"]
    assert rows["orders.rows"]["passed"]


BAD_FILES = {
    "bad YAML": ("name: orders\nmeta: {table: orders\nexpectations: []\n", "bad YAML at line 3"),
    "tab": ("name: orders\nmeta:\n\ttable: orders\n", "bad YAML at line 3"),
    "key twice": (
        "name: a\nname: b\n",
        "bad YAML at line 2, column 1: the key 'name' is written twice",
    ),
    "empty": ("", "a suite is a mapping"),
    "list": ("- a\n", "a suite is a mapping"),
    "no expectations": ("name: a\nmeta: {table: orders}\n", "expectations must be a list"),
    "empty list": (GOOD[: GOOD.index("  - id")].rstrip() + " []\n", "delete the file"),
    "no meta": ("name: orders\nexpectations: []\n", "meta.table must name the table"),
    "unknown key": (GOOD.replace("name:", "nmae:"), "unknown key 'nmae'; nearest: name"),
    "optional": (GOOD.replace("false", "'no'"), "meta.optional must be true or false"),
    "unsafe": ("a: !!python/object/apply:os.getcwd []\n", "bad YAML at line 1"),
}


@pytest.mark.parametrize("fault", BAD_FILES)
def test_bad_file_is_an_error_row_of_its_table(layer, fault):
    text, error = BAD_FILES[fault]
    layer.write("orders.yml", text)
    rows = layer.run()
    assert any(error in (row["error"] or "") for row in rows.values()), rows
    assert not all(row["passed"] for row in rows.values())
    assert {row["table_name"] for row in rows.values()} == {"orders"}
    assert "orders.exists" not in rows


def test_file_that_is_no_text(layer):
    (layer.folder / "orders.yml").write_bytes(b"\xff\xfe\x00\x80")
    assert "could not be read" in layer.run()["orders.yaml"]["error"]


def test_what_to_do_of_the_suite_wins(layer):
    entry = {"id": "x", "type": "expect_column_to_exist", "kwargs": {"column": "items"}}
    layer.suite(entry | {"meta": {"what_to_do": "Ask the shop."}})
    assert layer.run()["x"]["what_to_do"] == "Ask the shop."


@pytest.mark.parametrize("gated", ["input", "core", "predictions", "marts"])
def test_the_suites_of_the_project_have_no_fault(gated):
    folder = PROJECT / "expectations" / gated
    suites = load_suites(folder, [path.stem for path in folder.glob("*.yml")])
    assert suites
    assert [problem for suite in suites for problem in suite.problems] == []
