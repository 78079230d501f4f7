with order_items as (
    select * from {{ ref('int_order_items_with_revenue') }}
)

select
    order_key as order_id,
    line_number,
    product_key as product_id,
    quantity,
    refunded_quantity,
    gross_revenue,
    discount_amount,
    refund_amount,
    net_revenue,
    margin_amount,
    has_estimated_margin
from order_items
