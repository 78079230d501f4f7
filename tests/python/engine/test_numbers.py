"""Money, ratios and local dates: hundreds of values in one query have equal answers on both."""

import math
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from .conftest import ROOT

ROWS = 400
CENTS = pa.decimal128(18, 2)


def amounts(most="99999999.99", places=2):
    return st.decimals(Decimal(f"-{most}"), Decimal(most), places=places) | st.sampled_from(
        [Decimal(text).quantize(Decimal(1).scaleb(-places)) for text in ("0", "0.01", "-0.01", "1")]
    )


def or_null(values):
    return st.none() | values | values | values


def rows_of(*values):
    """Return rows that hypothesis draws, with hard values among them, for one query."""
    rows = []

    @settings(max_examples=ROWS, database=None, derandomize=True, phases=[Phase.generate])
    @given(st.tuples(*values))
    def draw(row):
        rows.append(row)

    draw()
    return rows


def table(rows, **kinds):
    columns = {"row_number": pa.array(range(len(rows)), pa.int64())}
    for place, (name, kind) in enumerate(kinds.items()):
        columns[name] = pa.array([row[place] for row in rows], kind)
    return pa.table(columns)


def answers(engine, expression, values):
    """Return the answer of each row."""
    query = f"select row_number, {expression} from given order by row_number asc nulls last"
    return [answer for _, answer in engine.rows(query, given=values)]


def assert_equal_answers(duckdb_engine, spark_engine, expression, values):
    """Assert that both engines give exactly the same answers, and return them."""
    found = answers(duckdb_engine, expression, values)
    for place, other in enumerate(answers(spark_engine, expression, values)):
        line = {name: column[place].as_py() for name, column in zip(*_columns(values), strict=True)}
        assert (other, type(other)) == (found[place], type(found[place])), line
    return found


def _columns(values):
    return values.column_names, values.columns


RATE = pa.decimal128(22, 12)
SIX_PLACES = pa.decimal128(18, 6)
# the largest of the contract's types, which an input could hold
LARGE = [Decimal(text).quantize(Decimal("0.000001")) for text in ("999999999999.999999", "1e11")]


def quantities():
    return amounts("99999.999999", places=6) | st.sampled_from(LARGE)


def test_money(duckdb_engine, spark_engine):
    rows = rows_of(or_null(amounts("9999999.9999", places=4)))
    given_rows = table(rows, amount=pa.decimal128(18, 4))
    found = assert_equal_answers(duckdb_engine, spark_engine, "{{ money('amount') }}", given_rows)
    for (amount,), answer in zip(rows, found, strict=True):
        assert (amount is None) == (answer is None)
        if amount is not None:
            assert abs(answer - amount) <= Decimal("0.005")


def test_convert_amount(duckdb_engine, spark_engine):
    rows = rows_of(or_null(amounts()), or_null(amounts("999.999999999999", places=12)))
    given_rows = table(rows, amount=CENTS, rate=RATE)
    assert_equal_answers(
        duckdb_engine, spark_engine, "{{ convert_amount('amount', 'rate') }}", given_rows
    )


def test_convert_amount_of_lines(duckdb_engine, spark_engine):
    rates = amounts("9.999999999999", places=12) | st.just(Decimal("9999999999.999999999999"))
    rows = rows_of(quantities(), quantities(), rates)
    kinds = {"quantity": SIX_PLACES, "unit_price": SIX_PLACES, "rate": RATE}
    lines = table(rows, **kinds)
    for expression in (
        "{{ line_amount('quantity', 'unit_price') }}",
        "{{ money(line_amount('quantity', 'unit_price')) }}",
        "{{ convert_amount('quantity', 'rate', places=6) }}",
        "{{ unrounded_amount(line_amount('quantity', 'unit_price'), 'rate') }}",
    ):
        assert_equal_answers(duckdb_engine, spark_engine, expression, lines)
    expression = "{{ convert_amount(line_amount('quantity', 'unit_price'), 'rate') }}"
    found = assert_equal_answers(duckdb_engine, spark_engine, expression, lines)
    for (quantity, unit_price, rate), answer in zip(rows, found, strict=True):
        exact = Fraction(quantity) * Fraction(unit_price) * Fraction(rate)
        fits = abs(quantity * unit_price) < 10**12 and abs(exact) < 10**14
        assert (answer is not None) == fits
        if fits:
            assert abs(Fraction(answer) - exact) <= Fraction(5, 1000)


def test_part_of_rounded_sum(duckdb_engine, spark_engine):
    rows = rows_of(st.integers(1, 9), or_null(amounts("99.999999", places=6)))
    given_rows = table(rows, order_number=pa.int64(), amount=SIX_PLACES)
    expression = (
        "{{ part_of_rounded_sum('amount', '(partition by order_number order by row_number asc "
        "nulls last rows between unbounded preceding and current row)') }}"
    )
    found = assert_equal_answers(duckdb_engine, spark_engine, expression, given_rows)
    for order_number in range(1, 10):
        parts = [
            (amount, part)
            for (number, amount), part in zip(rows, found, strict=True)
            if number == order_number and amount is not None
        ]
        exact = sum(amount for amount, _ in parts)
        assert abs(sum(part for _, part in parts) - exact) <= Decimal("0.005")


def test_discounted_amount(duckdb_engine, spark_engine):
    rows = rows_of(or_null(amounts("9999.99")), or_null(st.integers(0, 3_650)))
    given_rows = table(rows, amount=CENTS, days=pa.int64())
    assert_equal_answers(
        duckdb_engine, spark_engine, "{{ discounted_amount('amount', 'days') }}", given_rows
    )


def test_average_amount(duckdb_engine, spark_engine):
    rows = rows_of(or_null(amounts("9999999999.99")), or_null(st.integers(0, 100_000)))
    given_rows = table(rows, total=CENTS, number=pa.int64())
    assert_equal_answers(
        duckdb_engine, spark_engine, "{{ average_amount('total', 'number') }}", given_rows
    )


def test_average_amount_of_fractions(duckdb_engine, spark_engine):
    rows = rows_of(amounts("99999.999999", places=6), or_null(quantities()))
    given_rows = table(rows, total=SIX_PLACES, number=SIX_PLACES)
    assert_equal_answers(
        duckdb_engine, spark_engine, "{{ average_amount('total', 'number') }}", given_rows
    )


def test_to_millionths(duckdb_engine, spark_engine):
    rows = rows_of(or_null(amounts("999999.999999", places=6)))
    given_rows = table(rows, quantity=SIX_PLACES)
    found = assert_equal_answers(
        duckdb_engine, spark_engine, "{{ to_millionths('quantity') }}", given_rows
    )
    assert found == [None if number is None else float(number * 10**6) for (number,) in rows]


def test_to_cents(duckdb_engine, spark_engine):
    rows = rows_of(or_null(amounts()))
    found = assert_equal_answers(
        duckdb_engine, spark_engine, "{{ to_cents('amount') }}", table(rows, amount=CENTS)
    )
    assert found == [None if amount is None else float(amount * 100) for (amount,) in rows]


def test_allocate_amount(duckdb_engine, spark_engine):
    rows = rows_of(amounts("99999.99"), amounts("9999.99"), amounts("9999.99"), st.booleans())
    kinds = {"total": CENTS, "part": CENTS, "part_up_to": CENTS, "takes_all": pa.bool_()}
    # a whole of zero is common: an order of free goods
    given_rows = table(rows, **kinds).append_column(
        "whole", pa.array([row[2] if number % 4 else Decimal(0) for number, row in enumerate(rows)])
    )
    expression = "{{ allocate_amount('total', 'part', 'part_up_to', 'whole', 'takes_all') }}"
    assert_equal_answers(duckdb_engine, spark_engine, expression, given_rows)
    for more in ("", ", are_quantities=true"):
        expression = "{{ allocated_cumulative_amount('total', 'part_up_to', 'whole'" + more + ") }}"
        assert_equal_answers(duckdb_engine, spark_engine, expression, given_rows)


def test_null_unless_all_known(duckdb_engine, spark_engine):
    rows = rows_of(or_null(amounts("9999999.99")))
    given_rows = table(rows, amount=CENTS)
    query = (
        "select row_number % 40 as remainder, {{ null_unless_all_known('amount') }} from given "
        "group by row_number % 40 order by remainder asc nulls last"
    )
    found = duckdb_engine.rows(query, given=given_rows)
    assert spark_engine.rows(query, given=given_rows) == found
    for remainder, total in found:
        parts = [amount for (amount,) in rows[remainder::40]]
        assert total == (None if None in parts else sum(parts))

    query = (
        "select row_number, {{ null_unless_all_known('amount', window='so_far') }} from given "
        "window so_far as (partition by row_number % 40 order by row_number asc nulls last) "
        "order by row_number asc nulls last"
    )
    found = duckdb_engine.rows(query, given=given_rows)
    assert spark_engine.rows(query, given=given_rows) == found
    for number, total in found:
        parts = [amount for (amount,) in rows[number % 40 : number + 1 : 40]]
        assert total == (None if None in parts else sum(parts))


def test_ratio(duckdb_engine, spark_engine):
    rows = rows_of(or_null(amounts()), or_null(amounts("99.99")))
    given_rows = table(rows, numerator=CENTS, denominator=CENTS)
    found = assert_equal_answers(
        duckdb_engine, spark_engine, "{{ ratio('numerator', 'denominator') }}", given_rows
    )
    assert found == [
        float(over) / float(under) if over is not None and under else None for over, under in rows
    ]


def test_rounded_ratio(duckdb_engine, spark_engine):
    rows = rows_of(or_null(st.integers(0, 10**6)), or_null(st.integers(0, 1000)))
    given_rows = table(rows, numerator=pa.int64(), denominator=pa.int64())
    expression = "{{ rounded_ratio('numerator', 'denominator') }}"
    assert_equal_answers(duckdb_engine, spark_engine, expression, given_rows)


def test_round_to_nine_digits(duckdb_engine, spark_engine):
    rows = rows_of(or_null(st.floats(1e-9, 1e12) | st.floats(-1e12, -1e-9) | st.just(0.0)))
    given_rows = table(rows, number=pa.float64())
    found = assert_equal_answers(
        duckdb_engine, spark_engine, "{{ round_to_nine_digits('number') }}", given_rows
    )
    for (number,), answer in zip(rows, found, strict=True):
        assert (number is None) == (answer is None)
        if number is not None:
            assert math.isclose(answer, number, rel_tol=5.1e-9)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/New_York", "Australia/Sydney"])
def test_local_dates(duckdb_engine, spark_engine, zone, monkeypatch):
    # around every change of the clocks, and the turns of month and year
    starts = [datetime(year, month, 20) for year in (1999, 2024) for month in (3, 10)]
    starts += [datetime(2023, 12, 30), datetime(2024, 2, 27)]
    times = [(start + timedelta(minutes=37 * number),) for start in starts for number in range(500)]
    given_rows = table(times, happened_at=pa.timestamp("us"))
    for engine in (duckdb_engine, spark_engine):
        monkeypatch.setitem(engine.macros.vars, "reporting_time_zone", zone)
    for macro in ("local_date", "local_month"):
        assert_equal_answers(
            duckdb_engine, spark_engine, "{{ " + macro + "('happened_at') }}", given_rows
        )


def test_every_money_macro_is_compared():
    without_sql = {"reporting_currency"}
    macros = {path.stem for path in (ROOT / "macros/money").glob("*.sql")} - without_sql
    text = (ROOT / "tests/python/engine/test_numbers.py").read_text(encoding="utf-8")
    assert {macro for macro in macros if f"{{{{ {macro}(" in text} == macros
