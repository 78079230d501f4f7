{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as product_key,
    'demo' as source_name,
    name as product_name,
    category,
    subcategory,
    brand,
    description,
    list_price,
    unit_cost,
    currency as currency_code,
    is_active,
    available_from,
    stock as stock_quantity,
    exported_at as loaded_at
from {{ source('demo', 'products') }}
