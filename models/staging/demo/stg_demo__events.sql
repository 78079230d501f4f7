{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as event_key,
    'demo' as source_name,
    occurred_at as event_at,
    name as event_name,
    {{ source_key('demo', 'anonymous_id') }} as anonymous_id,
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    {{ source_key('demo', 'device_id') }} as device_id,
    {{ source_key('demo', 'session_hint') }} as session_hint,
    page,
    {{ source_key('demo', 'product_id') }} as product_key,
    {{ source_key('demo', 'order_id') }} as order_key,
    search_term,
    referrer,
    utm_source,
    utm_medium,
    utm_campaign,
    utm_content,
    click_id_type,
    device_type,
    country,
    received_at as loaded_at
from {{ source('demo', 'events') }}
