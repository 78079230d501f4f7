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
        cast(null as string) as email_hash,
        false as is_guest_order,
        coalesce(bool_or(event_name in ('login', 'sign_up')), false) as has_login,
        min(event_at) as first_seen_at,
        max(event_at) as last_seen_at
    from events
    group by source_customer_key, anonymous_id, device_id
    union all
    select
        source_customer_key,
        anonymous_id,
        cast(null as string) as device_id,
        email_hash,
        source_customer_key is null as is_guest_order,
        false as has_login,
        min(ordered_at) as first_seen_at,
        max(ordered_at) as last_seen_at
    from orders
    where coalesce(source_customer_key, anonymous_id, email_hash) is not null
    group by source_customer_key, anonymous_id, email_hash
)

select
    source_customer_key,
    anonymous_id,
    device_id,
    email_hash,
    is_guest_order,
    bool_or(has_login) as has_login,
    min(first_seen_at) as first_seen_at,
    max(last_seen_at) as last_seen_at
from seen
group by source_customer_key, anonymous_id, device_id, email_hash, is_guest_order
