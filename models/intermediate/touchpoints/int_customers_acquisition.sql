with touchpoints as (
    select * from {{ ref('int_touchpoints') }}
    where customer_id is not null
),

first_orders as (
    select
        customer_id,
        order_key,
        ordered_at
    from {{ ref('int_orders_with_revenue') }}
    where order_sequence_number = 1
),

-- the first touch in the window that is not direct; otherwise the first direct one
acquisitions as (
    select
        first_orders.customer_id,
        first_orders.order_key,
        first_orders.ordered_at,
        touchpoints.channel,
        touchpoints.campaign_key
    from first_orders
    left join touchpoints
        on
            first_orders.customer_id = touchpoints.customer_id
            and touchpoints.channel is not null
            and touchpoints.touched_at
            between first_orders.ordered_at - {{ acquisition_window() }} and first_orders.ordered_at
    qualify row_number() over (
        partition by first_orders.customer_id
        order by
            case when touchpoints.channel = 'direct' then 2 else 1 end asc nulls last,
            touchpoints.touched_at asc nulls last,
            touchpoints.touchpoint_id asc nulls last
    ) = 1
),

first_touches as (
    select
        customer_id,
        touched_at,
        channel
    from touchpoints
    qualify row_number() over (
        partition by customer_id order by touched_at asc nulls last, touchpoint_id asc nulls last
    ) = 1
),

accounts as (
    select
        customer_id,
        min(first_seen_at) as first_seen_at
    from {{ ref('int_customer_accounts') }}
    group by customer_id
),

-- a person with an account before the first touchpoint (from a store, from before the tracking)
-- has another, unknown origin
origins as (
    select
        first_touches.customer_id,
        case
            when
                accounts.first_seen_at is null
                or {{ local_date('first_touches.touched_at') }}
                <= {{ local_date('accounts.first_seen_at') }}
                then first_touches.channel
        end as origin_channel
    from first_touches
    left join accounts
        on first_touches.customer_id = accounts.customer_id
)

select
    coalesce(acquisitions.customer_id, origins.customer_id) as customer_id,
    acquisitions.order_key as acquisition_order_key,
    acquisitions.ordered_at as acquired_at,
    case
        when acquisitions.customer_id is not null
            then coalesce(acquisitions.channel, 'unattributed')
    end as acquisition_channel,
    acquisitions.campaign_key as acquisition_campaign_key,
    origins.origin_channel
from acquisitions
full join origins
    on acquisitions.customer_id = origins.customer_id
