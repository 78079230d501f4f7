"""Money divided by a count: whole cents, halves away from zero, as with Python's Decimal."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment

CENT = Decimal("0.01")
MOST = 10**15 - 1  # cents: the macro promises totals below 10^13


@pytest.fixture(scope="module")
def average(money_macros):
    """Return a function that divides a total by a number with average_amount."""
    template = (
        money_macros
        + """
        select {{ average_amount('total', 'number') }} as average
        from (select cast(? as decimal(38, 2)) as total, cast(? as bigint) as number)
        """
    )
    sql = Environment(autoescape=False, extensions=["jinja2.ext.do"]).from_string(template).render()
    session = duckdb.connect()
    yield lambda total, number: session.execute(sql, [total, number]).fetchall()[0][0]
    session.close()


@pytest.mark.parametrize(
    ("total", "number", "expected"),
    [
        ("2.01", 2, "1.01"),
        ("-2.01", 2, "-1.01"),
        ("1.00", 3, "0.33"),
        ("2.00", 3, "0.67"),
        ("0.00", 7, "0.00"),
        ("-0.01", 3, "0.00"),
        ("9999999999999.99", 2, "5000000000000.00"),
        ("1.00", 0, None),
        (None, 3, None),
        (None, None, None),
    ],
)
def test_known_averages(average, total, number, expected):
    found = average(total and Decimal(total), number)

    assert found == (expected and Decimal(expected))


@st.composite
def halves(draw):
    """Return a total and a number whose quotient is half a cent, or next to it."""
    number = 2 * draw(st.integers(1, 10**4))
    cents = number * draw(st.integers(0, 10**9)) + number // 2 + draw(st.integers(-1, 1))
    return draw(st.sampled_from([1, -1])) * cents, number


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.tuples(st.integers(-MOST, MOST), st.integers(1, 10**6)), halves()))
@example((201, 2))
@example((-MOST, 2))
@example((MOST, 10**6))
def test_averages_are_those_of_decimal(average, quotient):
    cents, number = quotient
    with localcontext(prec=50):
        total = cents * CENT
        expected = (total / number).quantize(CENT, rounding=ROUND_HALF_UP)

    assert average(total, number) == expected
