with touchpoints as {{ not_materialized() }} (
    select * from {{ ref('int_touchpoints') }}
),

conversions as (
    select
        order_key,
        customer_id,
        ordered_at
    from {{ ref('int_orders_with_revenue') }}
    where not is_cancelled
),

order_sessions as (
    select * from {{ ref('int_orders_matched_to_sessions') }}
),

-- the conversions that a touchpoint may have led to: those of its person, the one that was made in
-- the session, and the one whose tags show the touchpoint
candidates as (
    select
        touchpoints.touchpoint_id,
        conversions.order_key,
        conversions.ordered_at,
        conversions.order_key = touchpoints.order_key as is_own_order
    from touchpoints
    inner join conversions
        on touchpoints.customer_id = conversions.customer_id
    where
        conversions.ordered_at
        between touchpoints.touched_at and touchpoints.touched_at + {{ attribution_window() }}
    union all
    select
        'session/' || order_sessions.session_key as touchpoint_id,
        conversions.order_key,
        conversions.ordered_at,
        false as is_own_order
    from order_sessions
    inner join conversions
        on order_sessions.order_key = conversions.order_key
    inner join touchpoints
        on 'session/' || order_sessions.session_key = touchpoints.touchpoint_id
    where
        conversions.ordered_at
        between touchpoints.touched_at and touchpoints.touched_at + {{ attribution_window() }}
    union all
    select
        touchpoints.touchpoint_id,
        conversions.order_key,
        conversions.ordered_at,
        true as is_own_order
    from touchpoints
    inner join conversions
        on touchpoints.order_key = conversions.order_key
),

-- a path ends with its conversion: the touchpoint belongs to the first one after it
first_conversions as (
    select
        touchpoint_id,
        order_key
    from candidates
    qualify row_number() over (
        partition by touchpoint_id
        order by
            case when is_own_order then 1 else 2 end asc nulls last,
            ordered_at asc nulls last,
            order_key asc nulls last
    ) = 1
)

select
    touchpoints.touchpoint_id,
    touchpoints.customer_id,
    touchpoints.identified_at,
    touchpoints.touched_at,
    {{ local_date('touchpoints.touched_at') }} as touch_date,
    touchpoints.channel,
    touchpoints.campaign_key as campaign_id,
    touchpoints.touch_type,
    first_conversions.order_key as conversion_id
from touchpoints
left join first_conversions
    on touchpoints.touchpoint_id = first_conversions.touchpoint_id
