{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as refund_key,
    'demo' as source_name,
    {{ source_key('demo', 'order_id') }} as order_key,
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    {{ source_key('demo', 'product_id') }} as product_key,
    cast(quantity as int) as quantity,
    cast(amount as decimal(18, 2)) as amount,
    cast(currency as string) as currency_code,
    cast(refunded_at as timestamp) as refunded_at,
    cast(reason as string) as reason,
    cast(exported_at as timestamp) as loaded_at
from {{ source('demo', 'refunds') }}
