with orders as (
    select * from {{ ref('int_orders_valued') }}
)

select
    order_key as order_id,
    source_name,
    customer_id,
    ordered_at,
    order_date,
    status,
    sales_channel,
    cast(null as string) as last_touch_channel,
    exchange_rate,
    exchange_rate_origin,
    gross_revenue,
    discount_amount,
    refund_amount,
    net_revenue,
    cancelled_amount,
    margin_amount,
    has_estimated_margin,
    shipping_amount,
    tax_amount,
    order_sequence_number,
    case when customer_id is not null then coalesce(order_sequence_number = 1, false) end
        as is_first_order
from orders
