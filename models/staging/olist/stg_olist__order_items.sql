{{ config(enabled='olist' in var('sources')) }}

-- every row is one unit, so two of a product are two lines
select
    {{ source_key('olist', 'order_id') }} as order_key,
    order_item_id as line_number,
    'olist' as source_name,
    {{ source_key('olist', 'product_id') }} as product_key,
    1 as quantity,
    price as unit_price
from {{ source('olist', 'order_items') }}
