{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'order_id') }} as order_key,
    cast(line_number as int) as line_number,
    'demo' as source_name,
    {{ source_key('demo', 'product_id') }} as product_key,
    cast(quantity as int) as quantity,
    cast(unit_price as decimal(18, 4)) as unit_price,
    cast(discount as decimal(18, 2)) as discount_amount,
    cast(exported_at as timestamp) as loaded_at
from {{ source('demo', 'order_items') }}
