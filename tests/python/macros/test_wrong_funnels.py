"""A wrong row of the seed funnels is an error that names the row and says what is wrong."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest

from .conftest import dbt_compile

COLUMNS = "funnel_name kind step_number step_name step_type step_value window_days is_ordered"
Row = dict[str, str | None]


def rows(text: str) -> list[Row]:
    return [dict(zip(COLUMNS.split(), line.split(), strict=True)) for line in text.splitlines()]


SHOP = rows("""\
shop customer 1 visit session start 7 true
shop customer 2 search event_name site_search 7 true
shop customer 3 cart event_step add_to_cart 7 true
shop customer 4 order order any 7 true
shop customer 5 third order 3 7 true""")
DEAL = rows("deal lead 1 contact lead created 180 false")


@pytest.fixture(scope="module")
def check(folder, compiled) -> str:
    return dbt_compile(folder, "--inline", "{{ check_funnels() }}")


@pytest.fixture
def error(warehouse, check) -> Callable[[list[Row]], str]:
    """Return a function that checks a seed and returns the error, or nothing."""

    def run(seed: list[Row]) -> str:
        warehouse.declare("funnels", **dict.fromkeys(COLUMNS.split(), "varchar"))
        warehouse.declare("event_steps", step="varchar")
        warehouse.fill("funnels", seed)
        warehouse.fill("event_steps", [{"step": "visit"}, {"step": "add_to_cart"}])
        try:
            warehouse.session.execute(check)
        except duckdb.Error as problem:
            return str(problem)
        return ""

    return run


def test_good_rows_pass(error):
    assert error(SHOP + DEAL) == ""


@pytest.mark.parametrize(
    ("number", "column", "value", "said"),
    [
        (1, "step_value", "", "step_value is empty"),
        (1, "step_name", None, "step_name is empty"),
        (2, "window_days", "0", "window_days must be a whole number from 1 to 9999, and is 0"),
        (2, "window_days", "1.5", "window_days must be a whole number from 1 to 9999, and is 1.5"),
        (2, "window_days", "8", "window_days must be the same in all rows of the funnel"),
        (3, "is_ordered", "false", "is_ordered must be the same in all rows of the funnel"),
        (3, "kind", "session", "kind must be the same in all rows of the funnel"),
        (3, "step_name", "order", "another step has the same step_name order"),
        (1, "step_type", "lead", "step_type of a funnel of kind customer must be"),
        (1, "step_value", "end", "step_value of a session must be start, and is end"),
        (3, "step_value", "basket", "must be a step of seeds/event_steps.csv, and is basket"),
        (4, "step_value", "first", "must be any or the number of the order, and is first"),
    ],
)
def test_a_wrong_row_is_named(error, number, column, value, said):
    seed = [row | ({column: value} if row["step_number"] == str(number) else {}) for row in SHOP]

    message = error(seed + DEAL)

    assert "seeds/funnels.csv" in message
    assert f"\nfunnel shop, step {number}: " in message
    assert said in message
    assert "funnel deal" not in message


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("kind", "visitor", "kind must be session, customer, lead, and is visitor"),
        ("is_ordered", "yes", "is_ordered must be true or false, and is yes"),
        ("step_type", "order", "step_type of a funnel of kind lead must be lead, and is order"),
        ("step_value", "open", "must be created, qualified, won or lost, and is open"),
        ("step_number", "one", "step_number must be a whole number from 1 to 9999, and is one"),
        ("step_number", "2", "number the steps 1, 2, 3 and so on: a number is missing"),
    ],
)
def test_a_wrong_funnel_of_leads_is_named(error, column, value, said):
    message = error([*SHOP, DEAL[0] | {column: value}])

    place = value if column == "step_number" else "1"
    assert f"\nfunnel deal, step {place}: " in message
    assert said in message
    assert "funnel shop" not in message


def test_every_wrong_row_is_named(error):
    twice = SHOP[4] | {"step_number": "4"}
    broken = SHOP[0] | {"step_type": "click"}

    message = error([broken, *SHOP[1:4], twice])

    assert "\nfunnel shop, step 1: step_type" in message
    assert "\nfunnel shop, step 4: two rows have this step_number" in message
