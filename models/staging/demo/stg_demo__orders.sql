{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as order_key,
    'demo' as source_name,
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    {{ source_key('demo', 'anonymous_id') }} as anonymous_id,
    cast(ordered_at as timestamp) as ordered_at,
    cast(status as string) as status,
    cast(currency as string) as currency_code,
    cast(sales_channel as string) as sales_channel,
    cast(shipping as decimal(18, 2)) as shipping_amount,
    cast(tax as decimal(18, 2)) as tax_amount,
    cast(discount as decimal(18, 2)) as discount_amount,
    cast(promotion_code as string) as promotion_code,
    cast(utm_source as string) as utm_source,
    cast(utm_medium as string) as utm_medium,
    cast(utm_campaign as string) as utm_campaign,
    cast(is_test as boolean) as is_test,
    cast(exported_at as timestamp) as loaded_at
from {{ source('demo', 'orders') }}
