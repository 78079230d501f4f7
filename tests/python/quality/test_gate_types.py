"""The expectation types that work inside DuckDB, each with a pass and a failure."""

from __future__ import annotations

import pytest

COLUMN = "expect_column_"
VALUES = "expect_column_values_to_"
TABLE = "expect_table_"
both_engines = pytest.mark.parametrize("layer", ["duckdb", "spark"], indirect=True)
QUOTED = "Weird col: 100%"
# the type, arguments that pass, arguments that fail, the observed value
CASES = [
    (VALUES + "be_unique", {"column": "items"}, {"column": "channel"}, None),
    (VALUES + "not_be_null", {"column": "items"}, None, None),
    (VALUES + "be_null", None, {"column": "items"}, None),
    (
        VALUES + "be_between",
        {"column": "items", "min_value": 0, "max_value": 19},
        {"column": "items", "min_value": 0, "max_value": 19, "strict_max": True},
        None,
    ),
    (
        VALUES + "be_in_set",
        {"column": "channel", "value_set": ["web", "store"]},
        {"column": "channel", "value_set": ["web"]},
        None,
    ),
    (
        VALUES + "be_in_set",
        {"column": "order_id", "value_set": ["o1"], "mostly": 0.05},
        {"column": "order_id", "value_set": ["o1"], "mostly": 0.06},
        None,
    ),
    (
        VALUES + "not_be_in_set",
        {"column": "channel", "value_set": ["fax"]},
        {"column": "channel", "value_set": ["web"]},
        None,
    ),
    (
        VALUES + "match_regex",
        {"column": "postcode", "regex": r"^p[0-9]{4}$"},
        {"column": "postcode", "regex": r"^p[0-9]{3}$"},
        None,
    ),
    (
        VALUES + "match_regex",
        {"column": "postcode", "regex": "p"},
        {"column": "postcode", "regex": "P"},
        None,
    ),
    (
        VALUES + "not_match_regex",
        {"column": "postcode", "regex": "x"},
        {"column": "postcode", "regex": "0"},
        None,
    ),
    (
        VALUES + "match_regex_list",
        {"column": "postcode", "regex_list": ["^p0", "^q"]},
        {"column": "postcode", "regex_list": ["^x", "^q"]},
        None,
    ),
    (
        VALUES + "not_match_regex_list",
        {"column": "postcode", "regex_list": ["^x", "^q"]},
        {"column": "postcode", "regex_list": ["^p", "^q"]},
        None,
    ),
    (
        VALUES + "match_like_pattern",
        {"column": "postcode", "like_pattern": "p%"},
        {"column": "postcode", "like_pattern": "q%"},
        None,
    ),
    (
        VALUES + "not_match_like_pattern",
        {"column": "postcode", "like_pattern": "q%"},
        {"column": "postcode", "like_pattern": "p%"},
        None,
    ),
    (
        VALUES + "be_of_type",
        {"column": "net_revenue", "type_": "DECIMAL(18,2)"},
        {"column": "net_revenue", "type_": "DOUBLE"},
        None,
    ),
    (
        VALUES + "be_in_type_list",
        {"column": "items", "type_list": ["INTEGER", "BIGINT"]},
        {"column": "items", "type_list": ["DATE"]},
        None,
    ),
    (
        COLUMN + "value_lengths_to_equal",
        {"column": "postcode", "value": 5},
        {"column": "postcode", "value": 6},
        None,
    ),
    (
        COLUMN + "value_lengths_to_be_between",
        {"column": "order_id", "max_value": 3},
        {"column": "order_id", "max_value": 2},
        None,
    ),
    (
        COLUMN + "value_z_scores_to_be_less_than",
        {"column": "items", "threshold": 3, "double_sided": True},
        {"column": "items", "threshold": 1, "double_sided": True},
        None,
    ),
    (COLUMN + "to_exist", {"column": "items"}, {"column": "nope"}, None),
    (
        COLUMN + "min_to_be_between",
        {"column": "items", "min_value": 0},
        {"column": "items", "min_value": 1},
        "0",
    ),
    (
        COLUMN + "max_to_be_between",
        {"column": "net_revenue", "max_value": 10},
        {"column": "net_revenue", "max_value": 9.99},
        "10",
    ),
    (
        COLUMN + "mean_to_be_between",
        {"column": "score", "min_value": 0.9, "max_value": 1},
        {"column": "score", "min_value": 1},
        "0.95",
    ),
    (
        COLUMN + "median_to_be_between",
        {"column": "net_revenue", "min_value": 5.25, "max_value": 5.25},
        {"column": "net_revenue", "max_value": 5},
        "5.25",
    ),
    (
        COLUMN + "sum_to_be_between",
        {"column": "items", "min_value": 190, "max_value": 190},
        {"column": "items", "max_value": 189},
        "190",
    ),
    (
        COLUMN + "stdev_to_be_between",
        {"column": "items", "min_value": 5, "max_value": 6},
        {"column": "items", "max_value": 5},
        "5.9160797831",
    ),
    (
        COLUMN + "quantile_values_to_be_between",
        {
            "column": "items",
            "quantile_ranges": {"quantiles": [0.25, 0.5], "value_ranges": [[4, 5], [9, None]]},
        },
        {
            "column": "items",
            "quantile_ranges": {"quantiles": [0.25, 0.5], "value_ranges": [[4, 5], [10, 11]]},
        },
        "[4, 9]",
    ),
    (
        COLUMN + "unique_value_count_to_be_between",
        {"column": "channel", "max_value": 2},
        {"column": "channel", "max_value": 1},
        "2",
    ),
    (
        COLUMN + "proportion_of_unique_values_to_be_between",
        {"column": "channel", "max_value": 0.1},
        {"column": "channel", "min_value": 0.5},
        "0.1",
    ),
    (
        COLUMN + "proportion_of_non_null_values_to_be_between",
        {"column": "channel", "min_value": 1},
        {"column": "channel", "max_value": 0.5},
        "1",
    ),
    (
        COLUMN + "distinct_values_to_be_in_set",
        {"column": "channel", "value_set": ["web", "store", "fax"]},
        {"column": "channel", "value_set": ["web"]},
        None,
    ),
    (
        COLUMN + "distinct_values_to_equal_set",
        {"column": "channel", "value_set": ["web", "store"]},
        {"column": "channel", "value_set": ["web"]},
        None,
    ),
    (
        COLUMN + "distinct_values_to_contain_set",
        {"column": "channel", "value_set": ["web"]},
        {"column": "channel", "value_set": ["fax"]},
        None,
    ),
    (
        COLUMN + "most_common_value_to_be_in_set",
        {"column": "is_new", "value_set": [True, False], "ties_okay": True},
        {"column": "is_new", "value_set": [False]},
        None,
    ),
    (
        COLUMN + "pair_values_to_be_equal",
        {"column_A": "items", "column_B": QUOTED},
        {"column_A": "items", "column_B": "score"},
        None,
    ),
    (
        COLUMN + "pair_values_a_to_be_greater_than_b",
        {"column_A": "items", "column_B": "score", "or_equal": True},
        {"column_A": "score", "column_B": "items"},
        None,
    ),
    (
        "expect_compound_columns_to_be_unique",
        {"column_list": [QUOTED, "select"]},
        {"column_list": ["channel", "is_new"]},
        None,
    ),
    (
        "expect_select_column_values_to_be_unique_within_record",
        {"column_list": ["order_id", "customer_id"]},
        {"column_list": ["items", QUOTED]},
        None,
    ),
    (
        "expect_multicolumn_sum_to_equal",
        None,
        {"column_list": ["items", "select"], "sum_total": 2},
        None,
    ),
    (TABLE + "row_count_to_equal", {"value": 20}, {"value": 21}, "20"),
    (TABLE + "column_count_to_equal", {"value": 13}, {"value": 12}, "13"),
    (
        TABLE + "column_count_to_be_between",
        {"min_value": 13},
        {"max_value": 12},
        "13",
    ),
    (
        TABLE + "columns_to_match_set",
        {"column_set": ["items", "select"], "exact_match": False},
        {"column_set": ["items", "select"]},
        None,
    ),
    (TABLE + "columns_to_match_ordered_list", None, {"column_list": ["items", "score"]}, None),
    # dates and timestamps, as texts and as YAML's own
    (
        VALUES + "be_between",
        {"column": "order_date", "min_value": "2024-01-01", "max_value": "2024-01-20"},
        {"column": "order_date", "min_value": "2024-01-02"},
        None,
    ),
    (
        VALUES + "be_between",
        {"column": "ordered_at", "min_value": "2024-01-01", "max_value": "2024-01-20 09:30:00"},
        {"column": "ordered_at", "max_value": "2024-01-20T09:29:59"},
        None,
    ),
    (
        VALUES + "be_between",
        {"column": "seen_at", "min_value": "2024-01-01", "max_value": "2024-01-20T09:30:00Z"},
        {"column": "seen_at", "max_value": "2024-01-20"},
        None,
    ),
    (
        VALUES + "be_in_set",
        {"column": "order_date", "value_set": ["2024-01-03"], "mostly": 0.05},
        {"column": "order_date", "value_set": ["2024-01-03"]},
        None,
    ),
    (
        COLUMN + "max_to_be_between",
        {"column": "order_date", "min_value": "2024-01-20"},
        {"column": "order_date", "min_value": "2024-01-21"},
        "2024-01-20",
    ),
    (
        COLUMN + "min_to_be_between",
        {"column": "ordered_at", "min_value": "2024-01-01", "max_value": "2024-01-01T09:30:00"},
        {"column": "ordered_at", "max_value": "2024-01-01"},
        "2024-01-01T09:30:00",
    ),
    (
        COLUMN + "max_to_be_between",
        {"column": "seen_at", "min_value": "2024-01-20"},
        {"column": "seen_at", "min_value": "2024-01-21"},
        None,
    ),
    # names that need quoting
    (VALUES + "be_unique", {"column": QUOTED}, None, None),
    (VALUES + "be_between", {"column": "select", "min_value": 0}, None, None),
    (VALUES + "not_be_null", {"column": QUOTED}, None, None),
    (COLUMN + "max_to_be_between", {"column": QUOTED, "max_value": 19}, None, "19"),
    (
        "unexpected_rows_expectation",
        {"unexpected_rows_query": "select * from {batch} as o where o.select < 0"},
        {"unexpected_rows_query": "select * from {batch} as o where o.items > 9;"},
        None,
    ),
    (
        "unexpected_rows_expectation",
        {
            "unexpected_rows_query": "with other as (select * from {orders})\n"
            "select 1 from {batch} o join other using (order_id)\n"
            "where o.channel = ' :name' or regexp_replace(o.postcode, '^x{{4}}', '') = ''"
            " or cast(o.items as int) < 0 -- {{}}"
        },
        None,
        None,
    ),
]


@both_engines
def test_every_type(layer):
    entries, expected = [], {}
    for number, (kind, good, bad, observed) in enumerate(CASES):
        for kwargs, success in ((good, True), (bad, False)):
            if kwargs is None:
                continue
            name = f"{number:02} {kind} {success}"
            entries.append({"id": name, "type": kind, "kwargs": kwargs})
            expected[name] = (success, observed)
    layer.suite(*entries)
    rows = layer.run()
    del rows["orders.rows"]
    assert {n: row["error"] for n, row in rows.items() if row["error"]} == {}
    assert {n: row["success"] for n, row in rows.items()} == {n: e[0] for n, e in expected.items()}
    seen = {n: row["observed_value"] for n, row in rows.items() if expected[n][1] is not None}
    assert seen == {n: e[1] for n, e in expected.items() if e[1] is not None}


@pytest.mark.parametrize(
    ("kind", "kwargs"),
    [
        (VALUES + "match_regex", {"column": "items", "regex": "^a"}),
        (VALUES + "be_between", {"column": "channel", "min_value": 1}),
        (COLUMN + "mean_to_be_between", {"column": "channel", "min_value": 1}),
        (VALUES + "match_regex", {"column": "channel", "regex": "(unclosed"}),
    ],
)
def test_a_query_that_fails_takes_no_other_with_it(layer, kind, kwargs):
    row = layer.one(kind, **kwargs)
    assert row["error"] and not row["passed"]


def test_table_name_that_needs_quoting(layer):
    layer.table("Group By", "select 1 as id, 'x' as code")
    layer.suite()
    unique = {"id": "x", "type": VALUES + "be_unique", "kwargs": {"column": "code"}}
    layer.suite(unique, table="Group By")
    row = layer.run()["x"]
    assert row["passed"] and row["error"] is None
