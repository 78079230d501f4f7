"""Keys of failing rows are written only on request, and only to the restricted schema."""

from __future__ import annotations

import json

import pytest

KEYS = "restricted.quality_failing_keys"
VALUES = "expect_column_values_to_"


@pytest.fixture
def keyed(layer):
    original = layer.context

    def context():
        changed = original()
        for table in changed["tables"]:
            table["key"] = ["order_id"]
        return changed

    layer.context = context
    layer.overrides["keep_failing_keys"] = True
    return layer


def kept(layer) -> dict[str, set[str]]:
    rows = layer.session.execute(f"select expectation_id, row_key from {KEYS}").fetchall()
    found: dict[str, set[str]] = {}
    for expectation, key in rows:
        found.setdefault(expectation, set()).add(json.loads(key)["order_id"])
    return found


CASES = {
    "between": (VALUES + "be_between", {"column": "items", "max_value": 16}, {"o17", "o18", "o19"}),
    "null": (VALUES + "not_be_null", {"column": "gap"}, {"o3"}),
    "set": (
        VALUES + "be_in_set",
        {"column": "items", "value_set": list(range(18))},
        {"o18", "o19"},
    ),
    "regex": (VALUES + "match_regex", {"column": "postcode", "regex": "^p000"}, None),
    "query": (
        "unexpected_rows_expectation",
        {"unexpected_rows_query": "select * from {batch} where items > 17"},
        {"o18", "o19"},
    ),
    "aggregate": (
        "unexpected_rows_expectation",
        {"unexpected_rows_query": "select count(*) as n from {batch}"},
        set(),
    ),
    "whole table": ("expect_column_max_to_be_between", {"column": "items", "max_value": 1}, set()),
}


@pytest.mark.parametrize("case", CASES)
def test_the_keys_of_the_failing_rows(keyed, case):
    kind, kwargs, expected = CASES[case]
    keyed.sql("alter table restricted.orders add column gap int default 1")
    keyed.sql("update restricted.orders set gap = null where order_id = 'o3'")
    keyed.suite({"id": "x", "type": kind, "kwargs": kwargs})
    row = keyed.run()["x"]
    assert not row["success"] and row["error"] is None
    expected = {f"o{n}" for n in range(10, 20)} if expected is None else expected
    assert kept(keyed).get("x", set()) == expected
    assert not any(f"o{n}" in str(row.values()) for n in (3, 17, 18, 19))


def test_they_are_forgotten_with_the_next_run(keyed):
    kwargs = {"column": "items", "max_value": 16}
    keyed.suite({"id": "x", "type": VALUES + "be_between", "kwargs": kwargs})
    keyed.run()
    assert kept(keyed)
    keyed.sql("update restricted.orders set items = 0")
    keyed.run()
    assert not kept(keyed)


def test_their_number_is_capped(keyed):
    keyed.sql(
        "create or replace table restricted.orders as "
        "select 'o' || i as order_id, i as items from range(5000) as t(i)"
    )
    less = "select * from {batch} where items >= 0"
    keyed.suite(
        {"id": "x", "type": VALUES + "be_between", "kwargs": {"column": "items", "max_value": -1}},
        {
            "id": "y",
            "type": "unexpected_rows_expectation",
            "kwargs": {"unexpected_rows_query": less},
        },
    )
    assert keyed.run()["x"]["unexpected_count"] == 5000
    assert {name: len(keys) for name, keys in kept(keyed).items()} == {"x": 200, "y": 200}


def test_no_keys_are_written_without_request_or_key(layer):
    kwargs = {"column": "items", "max_value": 16}
    layer.suite({"id": "x", "type": VALUES + "be_between", "kwargs": kwargs})
    layer.run()
    tables = "select count(*) from duckdb_tables() where table_name = 'quality_failing_keys'"
    assert layer.session.execute(tables).fetchall() == [(0,)]
    layer.overrides["keep_failing_keys"] = True
    layer.run()
    assert layer.session.execute(f"select count(*) from {KEYS}").fetchall() == [(0,)]
