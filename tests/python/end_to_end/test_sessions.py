"""Sessions built load by load are equal to those of a full refresh, and near the truth."""

import duckdb
import pytest

from .project import Project

SESSIONIZED = "restricted.int_events_sessionized"
OF_SESSIONS = [
    "restricted.int_events_aggregated_to_sessions",
    "restricted.int_sessions_with_channel",
    "restricted.int_sessions_with_customer",
    "restricted.int_sessions_with_last_non_direct",
    "restricted.int_orders_matched_to_sessions",
    "core.fct_events",
    "core.fct_sessions",
]
# The models before the sessionized events, in the order of a build.
BEFORE = [
    "input_events",
    "gate_input",
    "int_identities_first_seen",
    "int_identity_links",
    "int_server_events_with_account",
    "int_visitors_with_account",
    "int_server_events_matched_to_visitors",
]
# The sales of known customers are sent by a server: it knows the account, and half of the orders.
SENT_BY_A_SERVER = """
    select * exclude (is_sale) replace (
        if(is_sale, null, anonymous_id) as anonymous_id,
        if(is_sale, null, device_id) as device_id,
        if(is_sale and ascii(right(id, 1)) % 2 = 0, null, order_id) as order_id
    )
    from (
        select
            *,
            -- a server knows the account of the order, the browser that of the login
            name = 'purchase' and customer_id in (
                select any_value(id) from read_parquet('{}') group by person_id
                having count(*) = 1 and any_value(kind) = 'account'
            ) as is_sale
        from raw
    )
"""
# The last days of the tiny world; each load adds one of them.
DAYS = "select distinct cast(received_at as date) from whole order by 1 desc limit {}"


@pytest.fixture(params=[4, pytest.param(30, marks=pytest.mark.slow)])
def days(request: pytest.FixtureRequest, rebuilt: Project) -> list:
    """The days of the loads; events received before them are already sessionized."""
    send_sales_by_a_server(rebuilt)
    file = rebuilt.folder / "data/demo/events.parquet"
    file.rename(rebuilt.folder / "whole.parquet")
    with whole(rebuilt) as connection:
        return sorted(connection.execute(DAYS.format(request.param)).fetchall())


def send_sales_by_a_server(project: Project) -> None:
    accounts = project.folder / "data/demo/truth/accounts.parquet"
    project.rewrite("events", SENT_BY_A_SERVER.format(accounts))


def whole(project: Project) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.read_parquet(str(project.folder / "whole.parquet")).create_view("whole")
    return connection


def load(project: Project, day: object) -> int:
    """Write the events received by the end of a day, and return how many came late on that day.

    Every tenth event is sent again two days later, with another page.
    """
    file = project.folder / "data/demo/events.parquet"
    with whole(project) as connection:
        connection.execute(
            f"""
            copy (
                select * from (
                    select * from whole
                    union all
                    select * replace (
                        '/again' as page, received_at + interval '2' day as received_at
                    )
                    from whole
                    where right(id, 1) = '7'
                )
                where cast(received_at as date) <= '{day}'
            ) to '{file}' (format parquet)
            """
        )
        return connection.execute(
            f"select count(*) from whole where cast(received_at as date) = '{day}' "
            "and cast(occurred_at as date) < cast(received_at as date)"
        ).fetchall()[0][0]


def run(project: Project, *words: str) -> None:
    """Run models on the existing tables; people and orders do not change."""
    done = project.dbt("run", "--select", *words)
    assert done.code == 0, done.output


def rows_of_sessions(project: Project) -> dict[str, list[tuple]]:
    """Build all models that depend on the sessionized events, and return their rows."""
    run(project, *(table.split(".")[1] for table in OF_SESSIONS))
    return {
        table: project.query(f"from {table} order by all", project.warehouse)
        for table in [SESSIONIZED, *OF_SESSIONS]
    }


def test_daily_loads_are_a_full_refresh(rebuilt: Project, days: list):
    sessionized_days = []
    late = 0
    for (day,) in days:
        late += load(rebuilt, day)
        run(rebuilt, *BEFORE, "int_events_sessionized")
        sessionized_days.append(
            rebuilt.query(f"select max(event_date) from {SESSIONIZED}", rebuilt.warehouse)[0][0]
        )
    assert late > 0
    assert len(set(sessionized_days)) == len(days)

    added = rows_of_sessions(rebuilt)
    run(rebuilt, "int_events_sessionized", "--full-refresh")
    refreshed = rows_of_sessions(rebuilt)
    assert all(added.values())
    assert [table for table in added if added[table] != refreshed[table]] == []


def test_sales_sent_by_a_server_are_in_their_visits(built: Project, rebuilt: Project):
    """The sessions, their channels and their orders are those of sales sent by the browser."""
    send_sales_by_a_server(rebuilt)
    run(rebuilt, *BEFORE, "int_events_sessionized")
    rows_of_sessions(rebuilt)
    run(rebuilt, "int_orders_with_last_touch", "fct_orders")

    columns = "session_id, started_at, ended_at, events_count, channel, is_converted, anonymous_id"
    sessions = f"select {columns} from core.fct_sessions order by all"
    orders = "select order_id, session_id, last_touch_channel from core.fct_orders order by all"
    matched = "select count(*) from restricted.int_server_events_matched_to_visitors"
    assert rebuilt.query(matched, rebuilt.warehouse)[0][0] > 50
    for query in (sessions, orders):
        assert rebuilt.query(query, rebuilt.warehouse) == built.query(query, built.warehouse)


def test_sessions_are_those_of_the_truth(built: Project):
    """Nearly every true session is found completely, with its channel and its order."""
    truth = f"read_parquet('{built.folder}/data/demo/truth/sessions.parquet')"
    found = built.query(
        f"""
        with events as (
            select sessionized.session_key, events.session_hint
            from {SESSIONIZED} as sessionized
            inner join restricted.input_events as events using (event_key)
        ),

        pairs as (
            select
                session_hint,
                min(session_key) as session_id,
                count(distinct session_key) = 1 as is_one
            from events
            group by session_hint
        ),

        mixed as (
            select session_key
            from events
            group by session_key
            having count(distinct session_hint) > 1
        )

        select
            count_if(pairs.is_one and mixed.session_key is null) / count(*),
            count_if(sessions.channel = case
                when truth.channel = 'affiliate' then 'affiliates'
                when truth.channel = 'push' then 'mobile_push'
                -- the truth calls shopping ads what they are beside: ads of a search engine
                when truth.channel = 'paid_search' and sessions.channel = 'paid_shopping'
                    then 'paid_shopping'
                else truth.channel
            end) / count(*),
            count_if(orders.session_id = pairs.session_id) / count(orders.order_id)
        from pairs
        inner join {truth} as truth on pairs.session_hint = 'demo:' || truth.id
        inner join core.fct_sessions as sessions using (session_id)
        left join mixed on pairs.session_id = mixed.session_key
        left join core.fct_orders as orders on orders.order_id = 'demo:' || truth.order_id
        """,
        built.warehouse,
    )[0]
    assert min(found) > 0.98


def test_people_come_from_where_they_came(built: Project):
    """95 of 100 customers with a known first visit have the true origin."""
    truth = f"read_parquet('{built.folder}/data/demo/truth/customers.parquet')"
    right, known = built.query(
        f"""
        select
            count_if(customers.origin_channel = case
                when truth.origin_channel = 'affiliate' then 'affiliates'
                when truth.origin_channel = 'paid_search'
                    and customers.origin_channel = 'paid_shopping'
                    then 'paid_shopping'
                else truth.origin_channel
            end),
            count(*)
        from {truth} as truth
        inner join restricted.int_identities_resolved as identities
            on identities.identity_id = 'demo:' || truth.id
            and identities.identity_type = 'customer'
        inner join core.dim_customers as customers using (customer_id)
        where customers.origin_channel is not null
        """,
        built.warehouse,
    )[0]
    assert known > 200
    assert right >= 0.95 * known
