{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as order_key,
    'demo' as source_name,
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    {{ source_key('demo', 'anonymous_id') }} as anonymous_id,
    email_hash,
    ordered_at,
    status,
    currency as currency_code,
    sales_channel,
    shipping as shipping_amount,
    tax as tax_amount,
    discount as discount_amount,
    {{ source_key('demo', 'promotion_code') }} as promotion_code,
    utm_source,
    utm_medium,
    utm_campaign,
    is_test,
    exported_at as loaded_at
from {{ source('demo', 'orders') }}
