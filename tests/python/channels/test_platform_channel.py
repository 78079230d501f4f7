"""The channel of an ad: from its platform, and from the type or name of its campaign."""

import pytest

from conftest import cases, channels

CASES = cases("platform_cases.csv")


@pytest.fixture(scope="module")
def found(compiled, session):
    return channels(session, compiled["ad"], ["platform", "campaign"], CASES)


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES)))
def test_known_platforms(found, number, case):
    assert found[number] == case["channel"], case
