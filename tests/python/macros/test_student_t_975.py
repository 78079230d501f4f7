"""The t quantile that the intervals of SQL use, against that of scipy."""

from pathlib import Path

import duckdb
import pytest
from jinja2 import Environment
from scipy import stats

MACRO = Path(__file__).parents[3] / "macros/statistics/student_t_975.sql"


@pytest.fixture(scope="module")
def quantile(money_macros):
    """Return a function that gives the quantile as the macro does."""
    text = (
        money_macros
        + MACRO.read_text(encoding="utf-8")
        + "select {{ student_t_975('number') }} from (select ?) as given(number)"
    )
    sql = Environment(autoescape=False, extensions=["jinja2.ext.do"]).from_string(text).render()
    with duckdb.connect() as session:
        yield lambda number: session.execute(sql, [number]).fetchall()[0][0]


@pytest.mark.parametrize("degrees_of_freedom", [4, 5, 6, 10, 30, 200, 10_000])
def test_quantile_is_that_of_scipy(quantile, degrees_of_freedom):
    exact = stats.t.ppf(0.975, degrees_of_freedom)
    assert quantile(degrees_of_freedom) == pytest.approx(exact, rel=5e-4)


def test_without_degrees_of_freedom_there_is_none(quantile):
    assert quantile(0) is None
