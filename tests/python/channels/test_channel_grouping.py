"""The channel of a visit: a table of cases, and properties that hold for all texts."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import cases, channels

CASES = cases("visit_cases.csv")
COLUMNS = ["utm_source", "utm_medium", "utm_campaign", "click_id_type", "referrer"]
CHANNELS = {
    *("direct", "cross_network", "paid_shopping", "paid_search", "paid_social", "paid_video"),
    *("display", "paid_other", "organic_shopping", "organic_social", "organic_video"),
    *("organic_search", "ai_assistant", "email", "affiliates", "referral", "audio", "sms"),
    *("mobile_push", "unassigned"),
}


@pytest.fixture(scope="module")
def group(compiled, session):
    return lambda rows: channels(session, compiled["visit"], COLUMNS, rows)


@pytest.fixture(scope="module")
def found(group):
    return group(CASES)


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES)))
def test_known_visits(found, number, case):
    assert found[number] == case["channel"], case


def test_the_cases_show_every_channel():
    assert {case["channel"] for case in CASES} == CHANNELS


def visits(text):
    return st.fixed_dictionaries(dict.fromkeys(COLUMNS, text))


def words():
    """Return cells of the cases, so that rules are combined that no case combines."""
    return {column: st.sampled_from([case[column] for case in CASES]) for column in COLUMNS}


@settings(max_examples=25, deadline=None)
@given(st.lists(visits(st.none() | st.text()) | st.fixed_dictionaries(words()), min_size=1))
def test_every_visit_has_a_known_channel(group, rows):
    assert set(group(rows)) <= CHANNELS


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.fixed_dictionaries(words()), min_size=1),
    st.sampled_from([str.upper, str.title, lambda text: f" {text}  ", lambda text: f"\t{text}\n"]),
)
@example([dict.fromkeys(COLUMNS) | {"utm_source": "{{source}}"}], lambda text: f"\t{text}\n")
def test_case_and_outer_spaces_have_no_effect(group, rows, change):
    changed = [{name: text and change(text) for name, text in row.items()} for row in rows]

    assert group(changed) == group(rows)


def test_every_listed_site_can_be_found(compiled, session):
    """A site must be written as tags are cleaned, or it never matches; its own row counts first."""
    rows = session.execute(compiled["sites"]).fetchall()

    assert [row for row in rows if row[1] != row[2]] == []
