"""Order lines must be as recent as the orders of the same source that can have lines."""

from pathlib import Path

import duckdb
import pytest
import yaml

SUITE = Path(__file__).parents[3] / "expectations/input/input_order_items.yml"
CASES = {
    "as fresh": (["shop", "2024-03-09 paid", "2024-03-10 paid"], []),
    "a week behind": (["shop", "2024-03-03 paid", "2024-03-10 paid -"], []),
    "more than a week behind": (["shop", "2024-03-02 paid", "2024-03-10 paid -"], ["shop"]),
    "cancelled before it had lines": (["shop", "2024-03-02 paid", "2024-03-10 cancelled -"], []),
    "no line at all": (["shop", "2024-03-09 paid -", "2024-03-10 paid -"], ["shop"]),
}


def stale(*sources: list[str]) -> list[str]:
    """Return the sources that are stale by the suite; an order with a dash has no line."""
    expectations = yaml.safe_load(SUITE.read_text())["expectations"]
    query = next(
        expectation["kwargs"]["unexpected_rows_query"]
        for expectation in expectations
        if expectation["id"] == "input_order_items.as_fresh_as_orders"
    )
    with duckdb.connect() as connection:
        connection.execute(
            "create table orders (order_key int, source_name text, ordered_at timestamp, "
            "status text)"
        )
        connection.execute("create table items (order_key int)")
        for name, *orders in sources:
            for order in orders:
                day, status, *lineless = order.split()
                key = connection.execute("select count(*) from orders").fetchall()[0][0]
                connection.execute(
                    "insert into orders values (?, ?, ?, ?)", [key, name, day, status]
                )
                if not lineless:
                    connection.execute("insert into items values (?)", [key])
        found = connection.execute(query.format(batch="items", input_orders="orders")).fetchall()
    return sorted(row[0] for row in found)


@pytest.mark.parametrize("case", CASES)
def test_one_source(case: str):
    orders, expected = CASES[case]
    assert stale(orders) == expected


def test_a_fresh_source_does_not_hide_a_stale_one():
    fresh = ["other", "2024-06-01 paid"]
    assert stale(CASES["more than a week behind"][0], fresh) == ["shop"]


def test_a_source_that_ended_years_ago_is_not_stale():
    assert stale(["old", "2011-12-09 paid"], ["shop", "2024-06-01 paid"]) == []
