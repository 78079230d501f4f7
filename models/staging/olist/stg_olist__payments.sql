{{ config(enabled='olist' in var('sources')) }}

-- the file holds the payments of all orders: only those of the sample are staged
select
    {{ source_key('olist', 'payments.order_id') }}
    || '/' || cast(payments.payment_sequential as string) as payment_key,
    'olist' as source_name,
    {{ source_key('olist', 'payments.order_id') }} as order_key,
    nullif(payments.payment_type, 'not_defined') as method,  -- noqa: RF04
    -- some rows of the whole file have zero installments: that means unknown
    nullif(payments.payment_installments, 0) as installments,
    payments.payment_value as amount,
    {{ utc_timestamp('orders.order_approved_at', 'America/Sao_Paulo') }} as paid_at
from {{ source('olist', 'order_payments') }} as payments
inner join {{ source('olist', 'orders') }} as orders
    on payments.order_id = orders.order_id
