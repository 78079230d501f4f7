with payments as (
    select * from {{ ref('input_payments') }}
),

orders as (
    select * from {{ ref('int_orders_with_rates') }}
)

select
    payments.payment_key as payment_id,
    payments.source_name,
    payments.order_key as order_id,
    orders.customer_id,
    payments.method,
    payments.installments,
    {{ convert_amount('payments.amount', 'orders.exchange_rate') }} as amount,
    payments.paid_at
from payments
left join orders
    on payments.order_key = orders.order_key
