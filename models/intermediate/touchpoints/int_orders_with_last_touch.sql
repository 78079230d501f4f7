with orders as (
    select * from {{ ref('int_orders_with_rates') }}
),

sessions as (
    select * from {{ ref('int_sessions_with_last_non_direct') }}
),

order_sessions as (
    select * from {{ ref('int_orders_matched_to_sessions') }}
),

order_tags as (
    select * from {{ ref('int_orders_with_utm') }}
),

-- sessions of the person, and the session of the order, because its person may be unknown
candidates as (
    select
        orders.order_key,
        orders.ordered_at - {{ attribution_window() }} as window_starts_at,
        sessions.*
    from orders
    inner join sessions
        on orders.customer_id = sessions.customer_id
    where
        sessions.started_at
        between orders.ordered_at - {{ attribution_window() }} and orders.ordered_at
    union all
    select
        orders.order_key,
        orders.ordered_at - {{ attribution_window() }} as window_starts_at,
        sessions.*
    from orders
    inner join order_sessions
        on orders.order_key = order_sessions.order_key
    inner join sessions
        on order_sessions.session_key = sessions.session_key
    where
        sessions.started_at
        between orders.ordered_at - {{ attribution_window() }} and orders.ordered_at
),

last_sessions as (
    select
        order_key,
        channel
    from candidates
    qualify row_number() over (
        partition by order_key
        order by started_at desc nulls last, session_key desc nulls last
    ) = 1
),

-- a direct session carries the last one before it that was not direct
last_non_direct as (
    select
        order_key,
        last_non_direct_channel as channel
    from candidates
    where last_non_direct_at >= window_starts_at
    qualify row_number() over (
        partition by order_key
        order by
            last_non_direct_at desc nulls last,
            started_at desc nulls last,
            session_key desc nulls last
    ) = 1
)

select
    orders.order_key,
    order_sessions.session_key,
    coalesce(last_sessions.channel, order_tags.channel) as last_touch_channel,
    coalesce(last_non_direct.channel, last_sessions.channel, order_tags.channel)
        as last_non_direct_channel
from orders
left join order_sessions
    on orders.order_key = order_sessions.order_key
left join last_sessions
    on orders.order_key = last_sessions.order_key
left join last_non_direct
    on orders.order_key = last_non_direct.order_key
left join order_tags
    on orders.order_key = order_tags.order_key
