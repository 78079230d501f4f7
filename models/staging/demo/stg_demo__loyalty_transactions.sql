{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as loyalty_key,
    'demo' as source_name,
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    transacted_at,
    points,
    type as transaction_type,
    {{ source_key('demo', 'order_id') }} as order_key,
    exported_at as loaded_at
from {{ source('demo', 'loyalty_transactions') }}
