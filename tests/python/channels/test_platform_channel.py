"""The channel of an ad: from its platform, and from the type or name of its campaign."""

import duckdb
import pytest
from conftest import cases

CASES = cases("platform_cases.csv")


@pytest.fixture(scope="module")
def channels(compiled):
    with duckdb.connect() as session:
        session.execute("create table cases (case_number int, platform varchar, campaign varchar)")
        rows = [[number, case["platform"], case["campaign"]] for number, case in enumerate(CASES)]
        session.executemany("insert into cases values (?, ?, ?)", rows)
        return [row[0] for row in session.execute(compiled["platform"]).fetchall()]


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES)))
def test_known_platforms(channels, number, case):
    assert channels[number] == case["channel"], case
