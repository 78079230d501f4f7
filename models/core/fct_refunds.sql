with refunds as (
    select * from {{ ref('int_refunds_with_rates') }}
)

select
    refund_id,
    order_key as order_id,
    customer_id,
    product_key as product_id,
    refunded_at,
    refund_date,
    quantity,
    amount,
    match_rule
from refunds
