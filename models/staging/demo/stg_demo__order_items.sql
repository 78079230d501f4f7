{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'order_id') }} as order_key,
    line_number,
    'demo' as source_name,
    {{ source_key('demo', 'product_id') }} as product_key,
    quantity,
    unit_price,
    discount as discount_amount,
    exported_at as loaded_at
from {{ source('demo', 'order_items') }}
