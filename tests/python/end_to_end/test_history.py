"""Snapshots of the state: what has changed since the last build, and who is gone."""

import duckdb

from .project import Project

HISTORIES = ("customers_history", "consents_history", "products_history")
PERSONAL = ("customers_history", "consents_history")
SELECTED = ("input_customers", "input_rejected_rows", "gate_input", "as_of", *HISTORIES)


def rows(project: Project, history: str) -> set[tuple]:
    return set(project.query(f"select * from restricted.{history}", project.state))


def versions(project: Project, account: str) -> list[tuple]:
    """Return the versions of an account: country, and days and seconds since the first one."""
    since_first = "date_diff('second', min(dbt_valid_from) over (), {})"
    return project.query(
        f"select country, {since_first.format('dbt_valid_from')}, "
        f"{since_first.format('dbt_valid_to')} from restricted.customers_history "
        f"where source_customer_key = 'demo:{account}' order by dbt_valid_from",
        project.state,
    )


def keep_with_another_source(project: Project, history: str, account: str) -> set[tuple]:
    """Copy the versions of an account as if a build of other sources had written them too."""
    before = rows(project, history)
    with duckdb.connect(str(project.state)) as connection:
        connection.execute(
            f"insert into restricted.{history} select * replace ("
            "'demo,other' as sources, 'other ' || dbt_scd_id as dbt_scd_id) "
            f"from restricted.{history} where source_customer_key = 'demo:{account}'"
        )
    copies = rows(project, history) - before
    assert copies
    return copies


def build(project: Project) -> None:
    run = project.dbt("build", "--exclude-resource-types", "test", "-s", *SELECTED)
    assert run.code == 0, run.output


def test_history_keeps_changes_and_forgets_the_erased(rebuilt: Project):
    days = 30
    with duckdb.connect(str(rebuilt.state)) as connection:
        for history in HISTORIES:
            connection.execute(
                f"update restricted.{history} "
                f"set dbt_valid_from = dbt_valid_from - interval '{days}' day"
            )
    with_consent = rebuilt.query(
        "select source_customer_key, any_value(country) from restricted.customers_history "
        "inner join restricted.consents_history using (source_customer_key) "
        "group by source_customer_key order by source_customer_key limit 2",
        rebuilt.state,
    )
    (moved, country), (erased, _) = (
        (key.removeprefix("demo:"), country) for key, country in with_consent
    )
    kept = {history: keep_with_another_source(rebuilt, history, erased) for history in PERSONAL}
    before = {history: rows(rebuilt, history) for history in HISTORIES}
    rebuilt.rewrite(
        "customers",
        f"select * replace (if(id = '{moved}', 'NO', country) as country) from raw "
        f"where id <> '{erased}'",
    )

    build(rebuilt)

    first_day = days * 24 * 60 * 60
    assert versions(rebuilt, moved) == [(country, 0, first_day), ("NO", first_day, None)]
    gone = {
        history: {row for row in before[history] - rows(rebuilt, history)} for history in HISTORIES
    }
    # of the account that moved, the old version has an end now
    assert len(gone["customers_history"]) == 2
    assert gone["consents_history"]
    assert all(f"demo:{erased}" in row for row in gone["consents_history"])
    assert gone["products_history"] == set()
    for history, copies in kept.items():
        assert copies <= rows(rebuilt, history)

    after = {history: rows(rebuilt, history) for history in HISTORIES}
    rebuilt.rewrite(
        "customers", f"select * replace (if(id = '{moved}', 'DK', country) as country) from raw"
    )

    build(rebuilt)

    assert versions(rebuilt, moved)[1:] == [
        ("NO", first_day, first_day + 1),
        ("DK", first_day + 1, None),
    ]
    assert len(rows(rebuilt, "customers_history") - after["customers_history"]) == 2
    for history in ("consents_history", "products_history"):
        assert rows(rebuilt, history) == after[history]
