with orders as (
    select * from {{ ref('int_orders_with_rates') }}
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
        touchpoints.touchpoint_id,
        touchpoints.touched_at,
        touchpoints.channel
    from orders
    inner join {{ ref('int_touchpoints') }} as touchpoints
        on
            orders.customer_id = touchpoints.customer_id
            and touchpoints.touch_type = 'session'
    where
        touchpoints.touched_at
        between orders.ordered_at - {{ attribution_window() }} and orders.ordered_at
    union all
    select
        orders.order_key,
        'session/' || order_sessions.session_key as touchpoint_id,
        sessions.started_at as touched_at,
        channels.channel
    from orders
    inner join order_sessions
        on orders.order_key = order_sessions.order_key
    inner join {{ ref('int_events_aggregated_to_sessions') }} as sessions
        on order_sessions.session_key = sessions.session_key
    inner join {{ ref('int_sessions_with_channel') }} as channels
        on order_sessions.session_key = channels.session_key
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
        order by touched_at desc nulls last, touchpoint_id desc nulls last
    ) = 1
)

select
    orders.order_key,
    order_sessions.session_key,
    coalesce(last_sessions.channel, order_tags.channel) as last_touch_channel
from orders
left join order_sessions
    on orders.order_key = order_sessions.order_key
left join last_sessions
    on orders.order_key = last_sessions.order_key
left join order_tags
    on orders.order_key = order_tags.order_key
