{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as payment_key,
    'demo' as source_name,
    {{ source_key('demo', 'order_id') }} as order_key,
    method,
    installments,
    amount,
    paid_at,
    exported_at as loaded_at
from {{ source('demo', 'payments') }}
