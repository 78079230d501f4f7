with server_events as (
    select * from {{ ref('int_server_events_with_account') }}
),

visitor_events as {{ not_materialized() }} (
    select
        {{ visitor_key() }} as visitor_key,
        event_key,
        order_key,
        event_at as seen_at,
        source_customer_key as account_key,
        'visitor' as seen_by
    from {{ ref('input_events') }}
    where anonymous_id is not null or device_id is not null
),

-- where an account was first seen: by a login, an order or an observed link
links as {{ not_materialized() }} (
    select
        right_node as visitor_key,
        left_node as event_key,
        cast(null as string) as order_key,
        first_seen_at as seen_at,
        substring(left_node, length('customer/') + 1) as account_key,
        'link' as seen_by
    from {{ ref('int_identity_links') }}
    where left_type = 'customer' and right_type in ('anonymous', 'device')
),

-- the visitors of the order: its own cookie, and those whose events name it
visitors_of_orders as (
    select
        cookie_of_order as visitor_key,
        event_key,
        order_key,
        event_at as seen_at,
        account_key,
        'server' as seen_by
    from server_events
    where cookie_of_order is not null
    union
    select
        visitor_events.visitor_key,
        server_events.event_key,
        server_events.order_key,
        server_events.event_at as seen_at,
        server_events.account_key,
        'server' as seen_by
    from server_events
    inner join visitor_events
        on server_events.order_key = visitor_events.order_key
),

-- the few visitors that an event of a server may join
possible_visitors as (
    select visitor_key
    from visitors_of_orders
    union
    select links.visitor_key
    from links
    inner join server_events
        on links.account_key = server_events.account_key
    union
    select 'customer/' || account_key as visitor_key
    from server_events
    where account_key is not null
),

-- what is known of these visitors, in time
seen as (
    select * from visitor_events
    where visitor_key in (select possible_visitors.visitor_key from possible_visitors)
    union all
    select * from visitors_of_orders
    union all
    select * from links
    where visitor_key in (select possible_visitors.visitor_key from possible_visitors)
),

-- a link says whose the visitor is; it keeps no visit open
seen_after_pauses as (
    select
        *,
        coalesce(
            seen_at > {{ last_value_ignore_nulls("case when seen_by <> 'link' then seen_at end") }}
                over (
                    partition by visitor_key
                    order by seen_at asc nulls last, event_key asc nulls last
                    rows between unbounded preceding and 1 preceding
                )
            + {{ session_timeout() }},
            true
        ) as is_after_pause
    from seen
),

seen_in_visits as (
    select
        *,
        count(case when is_after_pause then 1 end) over (
            partition by visitor_key order by seen_at asc nulls last, event_key asc nulls last
        ) as visit_number
    from seen_after_pauses
),

-- the account of a visit is known from its login on, and also before it; a visit without a login is
-- that of the account seen last on the visitor
seen_with_account as (
    select
        visitor_key,
        event_key,
        seen_at,
        seen_by,
        {{ last_value_ignore_nulls("case when seen_by = 'visitor' then seen_at end") }}
            over visit_so_far as active_at,
        {{ last_value_ignore_nulls("case when seen_by = 'visitor' then seen_at end") }}
            over visit_to_come as next_active_at,
        coalesce(
            {{ last_value_ignore_nulls('account_key') }} over visit_so_far,
            {{ last_value_ignore_nulls('account_key') }} over visit_to_come,
            {{ last_value_ignore_nulls('account_key') }} over visits_so_far
        ) as account_key
    from seen_in_visits
    window
        visit_so_far as (
            partition by visitor_key, visit_number
            order by seen_at asc nulls last, event_key asc nulls last
        ),
        visit_to_come as (
            partition by visitor_key, visit_number
            order by seen_at desc nulls last, event_key desc nulls last
        ),
        visits_so_far as (
            partition by visitor_key order by seen_at asc nulls last, event_key asc nulls last
        )
)

-- a visitor is an account's until another account is seen on it
select
    *,
    case
        when lead(account_key) over in_time <> account_key then lead(seen_at) over in_time
        else date '9999-12-31'
    end as taken_over_at
from seen_with_account
window in_time as (
    partition by visitor_key order by seen_at asc nulls last, event_key asc nulls last
)
