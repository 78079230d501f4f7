{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as review_key,
    'demo' as source_name,
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    {{ source_key('demo', 'order_id') }} as order_key,
    {{ source_key('demo', 'product_id') }} as product_key,
    rating,
    title,
    body,
    reviewed_at,
    exported_at as loaded_at
from {{ source('demo', 'reviews') }}
