"""Each macro in macros/engine gives the answers of its table, on every engine."""

from collections import defaultdict

import pyarrow as pa
import pytest

from .cases import CASES, INT, TEXT
from .conftest import ROOT

# Tested by files of their own in this folder.
OTHERWISE = {
    *("connected_components", "not_materialized", "raise_error", "reached_at", "repeated_steps"),
    *("rows_checksum", "timestamp_of_instant", "type_family"),
}
# Statements and names that work only in a build; the end-to-end tests cover them.
OF_A_BUILD = {
    *("built_tables", "call_library", "delete_changed_days", "delete_rows", "layer_stamp"),
    *("library_answer", "run_check", "set_variable", "stamp_build", "state_table", "state_tables"),
    "write_parquet",
}


def answers(engine, cases):
    """Return the answers of a table; if the expected answer is a list, a list of all answers."""
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
    query = "select {{ distinct_list_text('name') }} from (select 'a' as name) as one where 1 = 0"
    assert engine.rows(query) == [(None,)]


def test_a_cte_that_is_not_materialized_can_be_read_twice(engine):
    numbers = "with numbers as {{ not_materialized() }} (select 1 as n union all select 2 as n)"
    assert engine.rows(f"{numbers} select count(*) from numbers cross join numbers as n") == [(4,)]


def test_an_error_stops_the_statement_with_its_text(engine):
    message = """{{ raise_error("'no ' || 'rate'") }}"""
    query = f"select case when given = IT then {message} else 1 end from (select 1 as given) as one"
    assert engine.rows(query.replace("IT", "2")) == [(1,)]
    with pytest.raises(Exception, match="no rate"):
        engine.rows(query.replace("IT", "1"))


ROWS = [("a", None, 1), (None, "a", 1), ("b", "c", 2), ("", None, None), (None, "", None)]


def test_a_checksum_changes_when_and_only_when_a_row_does(engine):
    variants = [
        ROWS,
        ROWS[1:],
        [*ROWS, ("d", "e", 3)],
        [("a", None, 2), *ROWS[1:]],
        # a value moves to the next column, or from the end of one text to the next
        [ROWS[0], ("a", None, 1), *ROWS[2:]],
        [*ROWS[:2], ("bc", "", 2), *ROWS[3:]],
        [*ROWS[:2], ("", "bc", 2), *ROWS[3:]],
        # an empty text is no null, and null no text of that name
        [*ROWS[:3], ("", "", None), ROWS[4]],
        [("a", "null", 1), *ROWS[1:]],
        [("a", "<null>", 1), *ROWS[1:]],
        ROWS[::-1],
    ]
    lines = [(number, *row) for number, rows in enumerate(variants) for row in rows]
    kinds = {"variant": INT, "name": TEXT, "other": TEXT, "number": INT}
    found = engine.rows(
        "select variant, {{ rows_checksum(['name', 'other', 'number']) }} from given "
        "group by variant order by variant asc nulls last",
        given=pa.table(
            {
                column: pa.array([line[place] for line in lines], kind)
                for place, (column, kind) in enumerate(kinds.items())
            }
        ),
    )
    checksums = [checksum for _, checksum in found]
    assert checksums[-1] == checksums[0]
    assert len(set(checksums)) == len(variants) - 1
