"""Each macro of macros/engine gives the answers of its table, on every engine."""

from collections import defaultdict

import pytest

from .cases import CASES
from .conftest import ROOT

# Tested by files of their own in this folder.
OTHERWISE = {"connected_components", "reached_at", "rows_checksum", "raise_error"}
# Statements and names that mean something in a build only, where the end-to-end tests see them.
OF_A_BUILD = {
    *("call_library", "layer_stamp", "run_check", "set_variable"),
    *("built_tables", "state_table", "state_tables", "write_parquet"),
}


def answers(engine, cases):
    """Return the answers of a table: a list of all answers where one is expected."""
    before = dict(engine.macros.vars)
    engine.macros.vars.update(cases.vars or {})
    try:
        found = engine.rows(cases.select, given=cases.given())
    finally:
        engine.macros.vars.update(before)
    by_case = defaultdict(list)
    for number, answer in found:
        by_case[number].append(answer)
    return {
        number: sorted(by_case[number]) if isinstance(row[-1], list) else by_case[number][0]
        for number, row in enumerate(cases.rows)
    }


@pytest.mark.parametrize("macro", CASES)
def test_answers(engine, macro):
    for cases in CASES[macro]:
        expected = {number: row[-1] for number, row in enumerate(cases.rows)}
        assert answers(engine, cases) == expected


def test_every_macro_that_dispatches_has_its_cases():
    dispatching = {
        path.stem
        for path in (ROOT / "macros/engine").glob("*.sql")
        if "adapter.dispatch(" in path.read_text(encoding="utf-8")
    }
    tested = set(CASES) | OTHERWISE
    assert dispatching - OF_A_BUILD == tested


def test_a_list_of_nothing_is_null(engine):
    query = "select {{ ordered_list_text('name') }} from (select 'a' as name) as one where 1 = 0"
    assert engine.rows(query) == [(None,)]


def test_an_error_stops_the_statement_with_its_text(engine):
    query = (
        "select case when {condition} then {{{{ raise_error(\"'no ' || 'rate'\") }}}} else 1 end"
    )
    query += " as answer from (select 1 as one) as row_of_one"
    assert engine.rows(query.format(condition="one = 2")) == [(1,)]
    with pytest.raises(Exception, match="no rate"):
        engine.rows(query.format(condition="one = 1"))
