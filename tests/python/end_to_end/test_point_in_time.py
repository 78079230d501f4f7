"""Features at a date are equal to those of a build with data up to that date only.

The data of that build have other attributes, but its state has the history of the later build: the
attributes that were valid at the date count, and a build of a past day does not change history.
"""

import shutil
from collections.abc import Callable

import duckdb

from .project import ROOT, Project

# tables of outcomes add what happened after the date: models learn from it
FEATURES = sorted(
    path.stem
    for path in (ROOT / "models/features").glob("feat_customer_*.sql")
    if not path.stem.endswith("_outcomes")
)
# the time at which a row of a raw table is created; the other tables depend on these, or on none
OWN_TIMES = {
    "consents": "granted_at",
    "customers": "created_at",
    "events": "occurred_at",
    "identities": "first_seen_at",
    "interactions": "happened_at",
    "leads": "created_at",
    "loyalty_transactions": "transacted_at",
    "messages": "assigned_at",
    "opportunities": "entered_at",
    "orders": "ordered_at",
    "payments": "paid_at",
    "referrals": "referred_at",
    "refunds": "refunded_at",
    "reviews": "reviewed_at",
    "subscriptions": "started_at",
    "support_tickets": "opened_at",
    "survey_responses": "answered_at",
}
PARENTS = {"contacts": ("customers", "customer_id"), "order_items": ("orders", "order_id")}
ABOUT_THE_EXPORT = ("exported_at", "received_at")


def cut(project: Project, last_day: str) -> None:
    """Cut the raw files to an export at the end of a day, without anything later."""
    after = f"timestamp '{last_day}' + interval '1' day"
    folder = project.folder / "data/demo"
    for entity, own_time in OWN_TIMES.items():
        with duckdb.connect() as connection:
            types = connection.read_parquet(str(folder / f"{entity}.parquet"))
            times = [
                column
                for column, kind in zip(types.columns, types.types, strict=True)
                if kind == "TIMESTAMP" and column not in ABOUT_THE_EXPORT
            ]
        nulled = ", ".join(
            f"case when {column} < {after} then {column} end as {column}" for column in times
        )
        project.rewrite(
            entity,
            f"select * replace ({nulled}) from raw where coalesce({own_time} < {after}, true)",
        )
    for entity, (parent, key) in PARENTS.items():
        parents = f"read_parquet('{folder}/{parent}.parquet')"
        project.rewrite(entity, f"select * from raw where {key} in (select id from {parents})")


def test_features_know_nothing_of_later(
    new_project: Callable[..., Project], built: Project, capsys
):
    spine = "select cast(as_of_date as text) from intermediate.int_as_of_dates where months_before"
    ((last_day,),) = built.query(f"{spine} = 1", built.warehouse)
    then = new_project("then")
    cut(then, last_day)
    then.rewrite(
        "customers",
        "select * replace ('NO' as country, 1950 as birth_year, 'Asia/Tokyo' as time_zone) "
        "from raw",
    )
    then.state.parent.mkdir()
    shutil.copy(built.state, then.state)
    then.environment = {"DBT_EXCLUDE_RESOURCE_TYPES": "test"}
    parents = " ".join(f"+{name}" for name in FEATURES)
    run = then.dbt("build", "--vars", f"{{as_of_date: {last_day}}}", "-s", *parents.split())
    assert run.code == 0, run.output
    for history in ("customers_history", "products_history"):
        select = f"select * from restricted.{history} order by all"
        assert then.query(select, then.state) == built.query(select, built.state)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{built.warehouse}' as now (read_only)")
        connection.execute(f"attach '{then.warehouse}' as past (read_only)")
        people, same = compare_people(connection, last_day)
        differing = {
            name: rows for name in FEATURES if (rows := differences(connection, name, last_day))
        }
    with capsys.disabled():
        share = 1 - same / people
        print(f"\n{people} customers at {last_day}, {share:.1%} of them linked otherwise later")
    assert same > 100
    assert share < 0.1
    assert differing == {}


def compare_people(connection: duckdb.DuckDBPyConnection, last_day: str) -> tuple[int, int]:
    """Make a table of the customers with equal ids in both builds; count all, and these."""
    ids = "list_sort(list(identity_type || '/' || identity_id))"
    connection.execute(
        f"""
        create table now_ids as
        select customer_id, {ids} as ids from now.restricted.int_identities_resolved
        where cast(linked_at as date) <= '{last_day}' group by customer_id;
        create table then_ids as
        select customer_id, {ids} as ids from past.restricted.int_identities_resolved
        group by customer_id;
        create table same as
        select customer_id from now_ids inner join then_ids using (customer_id, ids);
        """
    )
    (counts,) = connection.execute(
        f"""
        with customers as (
            select customer_id from now.intermediate.int_customers_as_of_dates
            where as_of_date = '{last_day}'
            union
            select customer_id from past.intermediate.int_customers_as_of_dates
            where as_of_date = '{last_day}'
        )
        select count(*), count(same.customer_id)
        from customers left join same on customers.customer_id = same.customer_id
        """
    ).fetchall()
    return counts


def differences(connection: duckdb.DuckDBPyConnection, name: str, last_day: str) -> int:
    """Count the rows of a feature table at a date that are in only one of the builds."""
    now, past = (
        f"select * from {build}.features.{name} "
        f"where as_of_date = '{last_day}' and customer_id in (from same)"
        for build in ("now", "past")
    )
    return connection.execute(
        f"select count(*) from (({now} except all {past}) union all ({past} except all {now}))"
    ).fetchall()[0][0]
