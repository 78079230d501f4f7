with events as (
    select * from {{ ref('input_events') }}
),

orders as (
    select * from {{ ref('input_orders') }}
),

seen as (
    select
        source_customer_key,
        anonymous_id,
        device_id,
        false as is_guest_order,
        min(event_at) as first_seen_at
    from events
    group by source_customer_key, anonymous_id, device_id
    union all
    select
        source_customer_key,
        anonymous_id,
        cast(null as string) as device_id,
        source_customer_key is null as is_guest_order,
        min(ordered_at) as first_seen_at
    from orders
    where source_customer_key is not null or anonymous_id is not null
    group by source_customer_key, anonymous_id
)

select
    source_customer_key,
    anonymous_id,
    device_id,
    is_guest_order,
    min(first_seen_at) as first_seen_at
from seen
group by source_customer_key, anonymous_id, device_id, is_guest_order
