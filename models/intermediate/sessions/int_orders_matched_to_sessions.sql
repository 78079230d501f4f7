-- orders in a store or by phone have no session, even if the person was on the site at that time
with orders as (
    select * from {{ ref('int_orders_with_rates') }}
    where coalesce(sales_channel, 'web') in ('web', 'app')
),

purchases as (
    select * from {{ ref('int_events_sessionized') }}
    where
        order_key is not null
        and event_name in (
            select event_steps.event_name
            from {{ ref('event_steps') }} as event_steps
            where event_steps.step = 'purchase'
        )
),

sessions as (
    select
        aggregated.session_key,
        aggregated.anonymous_id,
        people.customer_id,
        aggregated.started_at,
        -- an order is made in a session, or arrives before the next session can begin
        aggregated.ended_at + {{ session_timeout() }} as open_until
    from {{ ref('int_events_aggregated_to_sessions') }} as aggregated
    inner join {{ ref('int_sessions_with_customer') }} as people
        on aggregated.session_key = people.session_key
),

-- a thank-you page that is opened again names the order again, also in a later session
named_by_event as (
    select
        orders.order_key,
        sessions.session_key,
        'event' as match_rule
    from purchases
    inner join orders
        on purchases.order_key = orders.order_key
    inner join sessions
        on
            purchases.session_key = sessions.session_key
            -- the clocks of site and shop may differ
            and sessions.started_at <= orders.ordered_at + {{ session_timeout() }}
    qualify row_number() over (
        partition by orders.order_key
        order by purchases.event_at asc nulls last, purchases.event_key asc nulls last
    ) = 1
),

open_sessions as (
    select
        orders.order_key,
        sessions.session_key,
        sessions.started_at,
        'cookie' as match_rule
    from orders
    inner join sessions
        on
            orders.anonymous_id = sessions.anonymous_id
            -- the session of another person on the same computer does not count
            and coalesce(orders.customer_id = sessions.customer_id, true)
            and orders.ordered_at between sessions.started_at and sessions.open_until
    union all
    select
        orders.order_key,
        sessions.session_key,
        sessions.started_at,
        'person' as match_rule
    from orders
    inner join sessions
        on
            orders.customer_id = sessions.customer_id
            and orders.ordered_at between sessions.started_at and sessions.open_until
),

latest_open as (
    select
        open_sessions.order_key,
        open_sessions.session_key,
        open_sessions.match_rule
    from open_sessions
    left join named_by_event
        on open_sessions.order_key = named_by_event.order_key
    where named_by_event.order_key is null
    qualify row_number() over (
        partition by open_sessions.order_key
        order by
            -- the cookie has priority over the person
            open_sessions.match_rule asc nulls last,
            open_sessions.started_at desc nulls last,
            open_sessions.session_key desc nulls last
    ) = 1
)

select
    order_key,
    session_key,
    match_rule
from named_by_event
union all
select
    order_key,
    session_key,
    match_rule
from latest_open
