with orders as (
    select * from {{ ref('int_orders_with_revenue') }}
),

paid as (
    select * from {{ ref('int_orders_with_payments') }}
),

touched as (
    select * from {{ ref('int_orders_with_last_touch') }}
)

select
    orders.order_key as order_id,
    orders.source_name,
    orders.customer_id,
    orders.identified_at,
    touched.session_key as session_id,
    orders.ordered_at,
    orders.order_date,
    orders.status,
    orders.shipped_at,
    orders.delivered_at,
    orders.promised_at,
    orders.sales_channel,
    orders.promotion_code as promotion_id,
    touched.last_touch_channel,
    touched.last_non_direct_channel,
    orders.exchange_rate,
    orders.exchange_rate_origin,
    orders.gross_revenue,
    orders.discount_amount,
    orders.refund_amount,
    orders.net_revenue,
    orders.cancelled_amount,
    orders.margin_amount,
    orders.has_estimated_margin,
    orders.is_fully_refunded,
    paid.is_paid,
    orders.shipping_amount,
    orders.tax_amount,
    orders.gift_card_amount,
    orders.order_sequence_number,
    case
        when orders.customer_id is not null then coalesce(orders.order_sequence_number = 1, false)
    end as is_first_order
from orders
left join paid
    on orders.order_key = paid.order_key
left join touched
    on orders.order_key = touched.order_key
