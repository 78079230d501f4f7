"""What real shops send comes out right: one test per case of kinds/*.yml, on both engines.

All cases are rows of one world, which is built once: a shop that reports in US dollars and by the
clocks of New York, with two orders a day until 30 June 2024, exported on 1 July. A new case is a
few lines in a file of kinds/.
"""

import pytest

from .cases import Case, all_cases
from .conftest import World
from .world import differences

CASES = [pytest.param(case, id=f"{case.kind}-{case.name}") for case in all_cases()]


def check(case: Case, world: World) -> None:
    if world.tables is None:
        pytest.fail("the build failed: see test_all_cases_are_built", pytrace=False)
    if found := differences(case, world.tables):
        pytest.fail("\n".join([case.reason, *found]), pytrace=False)


def test_all_cases_are_built(on_duckdb: World):
    assert on_duckdb.tables, on_duckdb.output


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case, on_duckdb: World):
    check(case, on_duckdb)


@pytest.mark.slow
def test_all_cases_are_built_on_spark(on_spark: World):
    assert on_spark.tables, on_spark.output


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_case_on_spark(case: Case, on_spark: World):
    check(case, on_spark)


def test_the_money_of_the_input_is_the_money_of_the_marts(on_duckdb: World):
    differences = on_duckdb.tables.execute(
        "select source_name, cast(difference_amount as varchar) from quality_reconciliation"
    ).fetchall()
    sources = on_duckdb.tables.execute("select distinct source_name from fct_orders").fetchall()
    assert sorted(differences) == sorted((name, "0.00") for (name,) in sources)


def test_the_cases_do_not_move_the_as_of_date(on_duckdb: World):
    dates = on_duckdb.tables.execute("select cast(as_of_date as varchar) from as_of").fetchall()
    assert dates == [("2024-06-29",)]
