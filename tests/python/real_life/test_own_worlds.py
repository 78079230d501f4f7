"""Situations that are a world of their own: they move the as-of date, or decide a gate."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from end_to_end.project import Project, Run

from .cases import Row
from .sources import write_rows
from .world import ON_SPARK, dbt_build, tables_of_duckdb, write_world

CUSTOMERS = 320
LINE_TYPES = {"order_key": "varchar", "line_number": "int", "product_key": "varchar"}


@pytest.fixture(scope="module")
def parsed() -> list[Path]:
    """dbt's parse of the small shop, once there is one: each parse takes seconds."""
    return []


@pytest.fixture
def small_shop(
    tmp_path: Path, parsed: list[Path]
) -> Iterator[Callable[..., tuple[Project, dict[str, Any]]]]:
    """Make a project of a shop with these orders, each of one line, and return it with its vars."""

    def make(orders: list[Row]) -> tuple[Project, dict[str, Any]]:
        project = Project.create(tmp_path / "project", parsed=parsed[0] if parsed else None)
        lines = [
            {"order_key": key, "line_number": "1", "product_key": "p1", "quantity": "1"}
            | {"unit_price": "10"}
            for key in sorted({order["order_key"] for order in orders})
        ]
        places = {
            ("shop", "customers"): [{"source_customer_key": f"c{n}"} for n in range(CUSTOMERS)],
            ("shop", "products"): [{"product_key": "p1", "product_name": "Tea"}],
            ("shop", "orders"): [
                {"currency_code": "USD", "loaded_at": None} | order for order in orders
            ],
            ("shop", "order_items"): lines,
        }
        dbt_vars = write_world(project, [places])
        project.environment["DBT_EXCLUDE_RESOURCE_TYPES"] = "test unit_test"
        return project, dbt_vars

    yield make
    if not parsed:
        parsed += (tmp_path / "project/target").glob("partial_parse.msgpack")


def order(number: int, day: date, status: str = "paid") -> Row:
    return {
        "order_key": f"o{number}",
        "source_customer_key": f"c{number % CUSTOMERS}",
        "ordered_at": f"{day} 17:00:00",
        "status": status,
    }


def orders_until(last: date) -> list[Row]:
    """Return three orders a day in the 320 days until a day."""
    return [order(number, last - timedelta(days=number // 3)) for number in range(3 * CUSTOMERS)]


TODAY = datetime.now(UTC).date()
QUIET_DAY = TODAY - timedelta(days=60)
AS_OF = {
    # typing errors, delivery days, pre-orders: nothing can be known of a day to come
    "orders_of_days_to_come": (
        TODAY,
        [order(5000 + days, TODAY + timedelta(days=days)) for days in (3, 9, 20, 150)],
    ),
    # not of the future, and far after all others
    "a_straggler": (QUIET_DAY, [order(5000, TODAY - timedelta(days=10))]),
    "cancelled_orders": (
        QUIET_DAY,
        [order(5000 + n, TODAY - timedelta(days=30 - n), "cancelled") for n in range(30)],
    ),
}


@pytest.mark.parametrize("name", AS_OF)
def test_a_few_orders_do_not_move_the_as_of_date(small_shop, name: str):
    last, others = AS_OF[name]
    project, dbt_vars = small_shop(orders_until(last) + others)
    run = dbt_build(project, dbt_vars, "--select", "+as_of")
    assert run.code == 0, run.output
    with tables_of_duckdb(project, with_macros=False) as tables:
        (as_of,) = tables.execute("select as_of_date from as_of").fetchone()
    # the day itself may be incomplete
    assert last - timedelta(days=2) <= as_of <= last


def test_an_export_that_appends_every_state_keeps_the_gate_open(small_shop):
    """481 orders, each three times: the newest state counts, and the others are no bad rows."""
    first = date(2024, 1, 1)
    orders = [
        order(number, first + timedelta(days=number % 180), status)
        | {"loaded_at": f"{date(2024, 7, 1) + timedelta(days=days)} 06:00:00"}
        for number in range(481)
        for days, status in enumerate(["placed", "paid", "shipped"])
    ]
    project, dbt_vars = small_shop(orders)
    run = dbt_build(project, dbt_vars, "--select", "+fct_orders")
    assert run.code == 0, run.output
    assert "duplicate_key" not in run.output
    with tables_of_duckdb(project, with_macros=False) as tables:
        built = tables.execute("select status, count(*) from fct_orders group by status").fetchall()
    assert built == [("shipped", 481)]


def test_two_rows_of_one_key_loaded_together_close_the_gate(small_shop):
    """Nothing says which of the two is right, and this is so for half of the orders."""
    orders = [
        order(number, date(2024, 1, 1) + timedelta(days=number % 180), status)
        | {"loaded_at": "2024-07-01 06:00:00"}
        for number in range(100)
        for status in (["placed", "paid"] if number % 2 else ["paid"])
    ]
    project, dbt_vars = small_shop(orders)
    run = dbt_build(project, dbt_vars, "--select", "+fct_orders")
    assert run.code != 0
    assert "input_orders.rejected_share" in run.output
    assert "duplicate_key" in run.output


def test_a_misspelt_entity_is_an_error_before_anything_is_built(small_shop):
    project, dbt_vars = small_shop(orders_until(date(2024, 6, 30)))
    entities = dbt_vars["source_catalogue"]["shop"]["entities"]
    entities[entities.index("order_items")] = "order_item"
    assert_refused(project, dbt_build(project, dbt_vars), "order_item", "order_items")


def test_a_staging_model_that_is_not_listed_is_an_error(small_shop):
    project, dbt_vars = small_shop(orders_until(date(2024, 6, 30)))
    dbt_vars["source_catalogue"]["shop"]["entities"].remove("products")
    assert_refused(project, dbt_build(project, dbt_vars), "stg_shop__products", "source_catalogue")


def assert_refused(project: Project, run: Run, *words: str) -> None:
    assert run.code != 0
    assert "Traceback" not in run.output
    for word in words:
        assert word in run.output
    if project.warehouse.exists():
        with duckdb.connect(str(project.warehouse), read_only=True) as connection:
            assert connection.execute("select count(*) from duckdb_tables()").fetchall() == [(0,)]


@pytest.mark.parametrize("target", ["ci", pytest.param("spark", marks=pytest.mark.slow)])
def test_parts_of_a_table_that_differ_in_type_are_refused(small_shop, request, target: str):
    """Otherwise the whole numbers of the first part would make 20 of the 19.99 of the second."""
    if target == "spark":
        request.getfixturevalue("spark_is_installed")
    project, dbt_vars = small_shop([order(n, date(2024, 6, 20 + n)) for n in range(4)])
    project.environment |= ON_SPARK if target == "spark" else {}
    folder = project.folder / "data/shop/order_items"
    folder.with_suffix(".parquet").unlink()
    for part, (kind, price) in enumerate([("bigint", "20"), ("double", "19.99")]):
        rows = [
            {"order_key": f"o{n}", "line_number": "1", "product_key": "p1", "quantity": "1"}
            | {"unit_price": price}
            for n in (2 * part, 2 * part + 1)
        ]
        types = LINE_TYPES | {"quantity": "bigint", "unit_price": kind}
        write_rows(folder / f"part-{part}.parquet", rows, types)
    run = dbt_build(project, dbt_vars, "--select", "+fct_orders")
    assert run.code != 0
    for word in ("part-1.parquet", "unit_price"):
        assert word in run.output
    assert "Traceback" not in run.output
