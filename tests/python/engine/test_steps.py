"""Steps that are repeated until they make no row."""

import pyarrow as pa

QUERY = """
    select name, step_number, units
    from (
        {%- set first = 'select name, units, 0 as step_number from purchases' %}
        {%- set step %}
        select rest.name, cast(rest.units - taken.units as int) as units, taken.step_number
        from __newest__ as rest
        inner join taken on rest.name = taken.name and rest.step_number + 1 = taken.step_number
        where rest.units > 0
        {%- endset %}
        {{ repeated_steps(first, step) }}
    ) as steps
    order by name asc nulls last, step_number asc nulls last
"""


def table(rows, *names):
    return pa.table(
        {
            name: pa.array([row[place] for row in rows], pa.string() if place == 0 else pa.int32())
            for place, name in enumerate(names)
        }
    )


def test_every_step_reads_the_newest_rows(engine):
    found = engine.rows(
        QUERY,
        purchases=table([("a", 5), ("b", 1), ("c", 3)], "name", "units"),
        taken=table(
            [("a", 1, 1), ("a", 2, 2), ("a", 1, 3), ("b", 1, 1), ("b", 1, 2)],
            *("name", "units", "step_number"),
        ),
    )
    assert found == [
        *(("a", 0, 5), ("a", 1, 4), ("a", 2, 2), ("a", 3, 1)),
        *(("b", 0, 1), ("b", 1, 0), ("c", 0, 3)),
    ]


def test_without_a_first_row_there_is_none(engine):
    assert (
        engine.rows(
            QUERY,
            purchases=table([], "name", "units"),
            taken=table([("a", 1, 1)], "name", "units", "step_number"),
        )
        == []
    )
