{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as product_key,
    'demo' as source_name,
    cast(name as string) as product_name,
    cast(category as string) as category,
    cast(subcategory as string) as subcategory,
    cast(brand as string) as brand,
    cast(description as string) as description,
    cast(list_price as decimal(18, 4)) as list_price,
    cast(unit_cost as decimal(18, 4)) as unit_cost,
    cast(currency as string) as currency_code,
    cast(is_active as boolean) as is_active,
    cast(available_from as date) as available_from,
    cast(stock as int) as stock_quantity,
    cast(exported_at as timestamp) as loaded_at
from {{ source('demo', 'products') }}
