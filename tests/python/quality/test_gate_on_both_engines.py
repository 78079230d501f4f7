"""A gate with passing, failing and broken expectations has equal results on both engines."""

from __future__ import annotations

import json

import pytest

CANARY = "Zanzibar"
VALUES = "expect_column_values_to_"
DISTRIBUTION = "expect_column_distribution_to_match_last_passed_run"
QUANTILES = "expect_column_quantiles_to_be_close_to_last_passed_run"
ROW_COUNT = "expect_table_row_count_to_be_close_to_last_passed_run"
SQL = "unexpected_rows_expectation"
KEYS = "restricted.quality_failing_keys"
VISITS = """
    select
        i as visit_id,
        case
            when i % 50 = 0 then 'infinity'::double
            when i % 9 > 0 then (i % 100) / 8.0
        end as pace,
        'land ' || (i % 4) as land,
        i % 3 = 0 as is_paid,
    from range(1000) as t(i)
"""
# expectations with equal results on both engines, errors included
ENTRIES = {
    "regex_end": (VALUES + "not_match_regex", {"column": "name", "regex": f"^{CANARY}.$"}),
    "regex_dot": (VALUES + "match_regex", {"column": "name", "regex": f"^{CANARY}.\n$"}),
    "key": (VALUES + "be_unique", {"column": "order_id"}),
    "null": (VALUES + "not_be_null", {"column": "gap"}),
    "range": (VALUES + "be_between", {"column": "items", "min_value": 0, "max_value": 16}),
    "set": (VALUES + "be_in_set", {"column": "channel", "value_set": ["web"]}),
    "grain": ("expect_compound_columns_to_be_unique", {"column_list": ["channel", "is_new"]}),
    "nan": ("expect_column_max_to_be_between", {"column": "score", "max_value": 1}),
    "query": (SQL, {"unexpected_rows_query": "select * from {batch} where items > 17"}),
    "orphan": (
        SQL,
        {
            "unexpected_rows_query": "select o.order_id from {batch} as o left join {visits} as v"
            " on o.items = v.visit_id + 3 where v.visit_id is null -- ends in a comment"
        },
    ),
    "fresh": (
        "expect_column_max_to_be_between",
        {"column": "ordered_at", "min_value": {"$PARAMETER": "as_of_date"}},
    ),
    "no column": (VALUES + "be_unique", {"column": "nope"}),
    "no type": ("expect_nothing", {}),
    "no parameter": (VALUES + "be_between", {"column": "items", "min_value": {"$PARAMETER": "x"}}),
    "name as number": ("expect_column_median_to_be_between", {"column": "name", "max_value": 1}),
}
# expectations that fail in the database, with the start of the message on each engine
REFUSED = {
    "SQL": (
        "select * from {batch} where (",
        "ParserException: the SQL could not be read",
        "PARSE_SYNTAX_ERROR: the SQL could not be read",
    ),
    "column": (
        "select nothing from {batch}",
        "BinderException: a column, a function or a type in the query",
        "UNRESOLVED_COLUMN.WITH_SUGGESTION: a column in the query does not exist (`nothing`)",
    ),
    "function": (
        "select 1 from {batch} where nothing(name)",
        "CatalogException: a table or a function in the query does not exist (function: nothing)",
        "UNRESOLVED_ROUTINE: a function in the query does not exist (`nothing`)",
    ),
    "table": (
        "select 1 from {gone}",
        "CatalogException: a table or a function in the query does not exist (table: gone)",
        "TABLE_OR_VIEW_NOT_FOUND: a table in the query does not exist (`restricted`.`gone`)",
    ),
    "value": (
        "select 1 from {batch} where cast(substring(name, 1, items + 1) as date) > '{{}}'",
        "ConversionException: a value could not be cast",
        None,
    ),
    "raised": (
        "select 1 from {batch} where raise_error(name) is null",
        "CatalogException: a table or a function in the query does not exist (function: raise",
        "USER_RAISED_EXCEPTION: the database refused the query",
    ),
    "pattern": (
        "select 1 from {batch} where regexp_replace(name, '(' || name, '') = ''",
        "InvalidInputException: a value or a pattern is not valid",
        "INVALID_PARAMETER_VALUE.PATTERN: a value or a pattern is not valid",
    ),
}


def drift(name, kind, column):
    return {"id": name, "type": kind, "severity": "warning", "kwargs": {"column": column}}


def prepared(layer):
    layer.table("visits", VISITS)
    layer.table("empty", "select 1 as a where false")
    layer.sql(
        f"create or replace table restricted.orders as select *, '{CANARY}' || chr(13) || chr(10) "
        "as name, case when items <> 3 then 1 end as gap from restricted.orders"
    )
    layer.sql("update restricted.orders set order_id = 'o1' where order_id = 'o2'")
    layer.sql("update restricted.orders set score = 'nan' where order_id = 'o5'")
    original = layer.context

    def context():
        changed = original()
        for table in changed["tables"]:
            table["key"] = ["order_id"] if table["name"] == "orders" else []
        return changed

    layer.context = context
    layer.names.append("gone")
    layer.suite(
        *({"id": name, "type": kind, "kwargs": kwargs} for name, (kind, kwargs) in ENTRIES.items()),
        *(
            {"id": f"refused {name}", "type": SQL, "kwargs": {"unexpected_rows_query": query}}
            for name, (query, *_) in REFUSED.items()
        ),
    )
    layer.suite(
        {"id": "pace", "type": DISTRIBUTION, "severity": "warning", "kwargs": {"column": "pace"}},
        {"id": "land", "type": DISTRIBUTION, "severity": "warning", "kwargs": {"column": "land"}},
        {
            "id": "paid",
            "type": DISTRIBUTION,
            "severity": "warning",
            "kwargs": {"column": "is_paid"},
        },
        {"id": "shift", "type": QUANTILES, "severity": "warning", "kwargs": {"column": "pace"}},
        {"id": "volume", "type": ROW_COUNT, "severity": "warning"},
        table="visits",
    )
    layer.suite(
        {"id": "mean", "type": "expect_column_mean_to_be_between", "kwargs": {"column": "a"}},
        table="empty",
        optional=True,
    )
    layer.suite(table="gone")
    return layer


def judged(layer):
    """Return the rows of two runs, before and after the visits change, and the kept keys."""
    layer.overrides["keep_failing_keys"] = True
    first = layer.gate()
    # as if the gate had been open
    layer.session.register("judged", first)
    layer.sql("create table restricted.history as select * replace (true as passed) from judged")
    layer.overrides["history"] = layer.relation("history")
    layer.sql(
        "update restricted.visits set pace = pace * 3, land = 'land ' || (visit_id % 2), "
        "is_paid = true"
    )
    layer.sql("delete from restricted.visits where visit_id >= 700")
    second = layer.gate()
    keys = layer.rows(f"select expectation_id, row_key from {KEYS} order by all")
    return first, second, keys


@pytest.fixture(scope="module")
def on_each(both_layers):
    return {name: judged(prepared(layer)) for name, layer in both_layers.items()}


def without_run_columns(result):
    volatile = {"run_id", "run_at", "error"}
    return {
        row["expectation_id"]: {key: row[key] for key in row if key not in volatile}
        for row in result.to_pylist()
    }


def errors(result):
    return {row["expectation_id"]: row["error"] for row in result.to_pylist()}


def test_the_rows_are_the_same(on_each):
    (first, second, _), (first_on_spark, second_on_spark, _) = on_each["duckdb"], on_each["spark"]
    same = [name for name in without_run_columns(first) if name != "refused value"]
    for left, right in ((first, first_on_spark), (second, second_on_spark)):
        on_duckdb, on_spark = without_run_columns(left), without_run_columns(right)
        assert on_duckdb.keys() == on_spark.keys()
        assert {name: on_duckdb[name] for name in same} == {name: on_spark[name] for name in same}


def test_what_they_say_of_the_data(on_each):
    for first, second, _ in on_each.values():
        rows = {row["expectation_id"]: row for row in first.to_pylist()}
        # a dot matches a carriage return, and the end of a text is not before its last newline
        assert rows["regex_end"]["success"] and rows["regex_dot"]["success"]
        counts = {name: rows[name]["unexpected_count"] for name in ("key", "null", "range", "set")}
        assert counts == {"key": 2, "null": 1, "range": 3, "set": 10}
        assert rows["fresh"]["observed_value"] == "2024-01-20T09:30:00"
        drifted = {row["expectation_id"] for row in second.to_pylist() if not row["success"]}
        assert {"pace", "land", "paid", "shift", "volume"} < drifted


def test_what_each_refuses_is_an_error_row(on_each):
    for position, engine in enumerate(("duckdb", "spark"), start=1):
        found = errors(on_each[engine][0])
        for name, texts in REFUSED.items():
            if texts[position] is not None:
                assert found[f"refused {name}"].startswith(texts[position]), (engine, name)
        assert "does not exist" in found["gone.rows"]
        assert "no column 'nope'" in found["no column"]


def test_no_value_of_the_data_leaves_the_gate(on_each):
    for first, second, _ in on_each.values():
        assert CANARY not in json.dumps([*first.to_pylist(), *second.to_pylist()], default=str)


def test_the_same_keys_are_kept(on_each):
    assert on_each["duckdb"][2] == on_each["spark"][2]
    kept = {name for name, _ in on_each["spark"][2]}
    assert {"key", "null", "range", "set", "query"} <= kept
