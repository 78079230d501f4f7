"""Amounts allocated to parts: whole cents that always add up to the total."""

from decimal import Decimal
from fractions import Fraction
from math import floor

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment

CENT = Decimal("0.01")


def cents(most):
    return st.integers(0, most).map(lambda number: number * CENT)


@pytest.fixture(scope="module")
def spread(money_macros):
    """Return a function that allocates a total to parts with allocate_amount."""
    template = (
        money_macros
        + """
        select {{ allocate_amount('total', 'part', 'up_to', 'whole', 'number = 1') }} as share
        from (
            select
                cast(? as decimal(18, 2)) as total,
                number,
                part,
                sum(part) over (order by number) as up_to,
                sum(part) over () as whole
            from (select unnest(cast(? as decimal(18, 2)[])) as part, generate_subscripts(?, 1)
                as number)
        )
        order by number
        """
    )
    sql = Environment(autoescape=False, extensions=["jinja2.ext.do"]).from_string(template).render()
    session = duckdb.connect()

    def shares(total, parts):
        rows = session.execute(sql, [total, parts, parts]).fetchall()
        return [row[0] for row in rows]

    yield shares
    session.close()


@pytest.mark.parametrize(
    ("total", "parts", "expected"),
    [
        ("0.01", [1, 1, 1], ["0.00", "0.01", "0.00"]),
        ("0.02", [1, 1, 1], ["0.01", "0.00", "0.01"]),
        ("10.00", [1, 1, 1], ["3.33", "3.34", "3.33"]),
        # half a cent goes to the first part, also if the total is no exact double
        ("2.01", [1, 1], ["1.01", "1.00"]),
        ("0.15", [Decimal("0.70"), Decimal("0.30")], ["0.11", "0.04"]),
        ("10.00", [0, 5, 0], ["0.00", "10.00", "0.00"]),
        ("10.00", [0, 0], ["10.00", "0.00"]),
        ("0.00", [1, 2], ["0.00", "0.00"]),
        ("7.00", [3], ["7.00"]),
    ],
)
def test_known_shares(spread, total, parts, expected):
    assert spread(Decimal(total), parts) == [Decimal(share) for share in expected]


@settings(max_examples=200, deadline=None)
@given(total=cents(10**11), parts=st.lists(cents(10**11), min_size=1, max_size=12))
@example(total=Decimal("0.01"), parts=[CENT] * 12)
@example(total=Decimal("2.01"), parts=[CENT] * 2)
@example(total=Decimal("999999999.99"), parts=[Decimal("333333333.33")] * 3)
def test_shares_add_up_and_are_fair(spread, total, parts):
    shares = spread(total, parts)

    assert sum(shares) == total
    assert all(share >= 0 for share in shares)
    whole = sum(parts)
    for share, part in zip(shares, parts, strict=True):
        if whole:
            assert abs(share - total * part / whole) <= CENT


@settings(max_examples=200, deadline=None)
@given(total=cents(10**7), parts=st.lists(cents(10**6), min_size=1, max_size=12))
@example(total=Decimal("2.01"), parts=[CENT] * 2)
@example(total=Decimal("0.15"), parts=[Decimal("0.70"), Decimal("0.30")])
def test_running_shares_are_rounded_half_up(spread, total, parts):
    whole = sum(parts)
    shares = spread(total, parts)

    for number in range(1, len(parts) + 1 if whole else 0):
        exact = Fraction(total) * Fraction(sum(parts[:number])) / Fraction(whole)
        assert sum(shares[:number]) * 100 == floor(exact * 100 + Fraction(1, 2))
