"""Doubles rounded to nine significant digits, as Python writes them."""

import math
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment

MACRO = Path(__file__).parents[3] / "macros/features/round_to_nine_digits.sql"


@pytest.fixture(scope="module")
def rounded():
    """Return a function that rounds a number as the macro does."""
    text = (
        MACRO.read_text(encoding="utf-8")
        + "select {{ round_to_nine_digits('number') }} from (select ?)"
    )
    sql = Environment(autoescape=False).from_string(text + " as given(number)").render()
    session = duckdb.connect()
    yield lambda number: session.execute(sql, [number]).fetchall()[0][0]
    session.close()


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0.0, 0.0),
        (None, None),
        (1.0, 1.0),
        (0.1 + 0.2, 0.3),
        (2 / 3, 0.666666667),
        (-2 / 3, -0.666666667),
        (1000.0, 1000.0),
        (123456789012.0, 123456789000.0),
        (9.9999999999, 10.0),
    ],
)
def test_known_numbers(rounded, number, expected):
    assert rounded(number) == expected


@settings(max_examples=500, deadline=None)
@given(st.floats(1e-9, 1e12), st.sampled_from([1, -1]))
@example(1e-9, 1)
def test_numbers_are_those_of_python(rounded, number, sign):
    found = rounded(sign * number)

    assert math.isclose(found, sign * float(f"{number:.9g}"), rel_tol=1.1e-8)
    assert math.isclose(found, sign * number, rel_tol=5.1e-9)
    assert rounded(found) == found
