-- an event without cookie and device was sent by a server, not by a browser or an app
with events as (
    select * from {{ ref('input_events') }}
    where anonymous_id is null and device_id is null
),

orders as (
    select * from {{ ref('input_orders') }}
)

select
    events.event_key,
    events.event_at,
    events.order_key,
    coalesce(events.source_customer_key, orders.source_customer_key) as account_key,
    events.source_customer_key is null as is_account_of_order,
    'anonymous/' || orders.anonymous_id as cookie_of_order
from events
left join orders
    on events.order_key = orders.order_key
