"""Discounted amounts: the present value of margins, as Python's decimals compute it."""

from decimal import Decimal, localcontext

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment


@pytest.fixture(scope="module")
def discounted(money_macros):
    """Return a function that discounts an amount over some days at 10 % a year."""
    template = (
        money_macros
        + """
        select {{ discounted_amount('amount', 'days') }}
        from (select cast(? as decimal(18, 2)) as amount, cast(? as bigint) as days)
        """
    )
    environment = Environment(autoescape=False, extensions=["jinja2.ext.do"])
    environment.globals["var"] = {"annual_discount_rate": 0.10}.get
    sql = environment.from_string(template).render()
    session = duckdb.connect()
    yield lambda amount, days: session.execute(sql, [amount, days]).fetchall()[0][0]
    session.close()


def test_textbook_case(discounted):
    """10,000 at the end of each of five years, at 10 %."""
    total = sum(discounted(Decimal(10_000), 365 * year) for year in range(1, 6))

    assert round(total, 2) == Decimal("37907.87")


@pytest.mark.parametrize(
    ("amount", "days", "expected"),
    [
        ("110.00", 365, "100"),
        ("110.00", 0, "110"),
        ("-121.00", 730, "-100"),
        ("0.00", 365, "0"),
        (None, 365, None),
    ],
)
def test_known_amounts(discounted, amount, days, expected):
    assert discounted(amount and Decimal(amount), days) == (expected and Decimal(expected))


@settings(max_examples=200, deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(0, 20_000))
def test_amounts_are_those_of_decimal(discounted, cents, days):
    with localcontext(prec=40):
        expected = Decimal(cents) / 100 / Decimal("1.1") ** (Decimal(days) / 365)

    assert abs(discounted(Decimal(cents) / 100, days) - expected) <= Decimal("0.000002")
