-- The allocated amounts of the lines add up to the order, to the cent. An order without a rate has
-- no amounts to allocate: gate_core judges it.
with orders as (
    select * from {{ ref('fct_orders') }}
    where exchange_rate is not null
),

lines as (
    select
        order_id,
        {{ null_unless_all_known('gross_revenue') }} as gross_revenue,
        {{ null_unless_all_known('discount_amount') }} as discount_amount,
        {{ null_unless_all_known('refund_amount') }} as refund_amount,
        {{ null_unless_all_known('net_revenue') }} as net_revenue,
        {{ null_unless_all_known('margin_amount') }} as margin_amount
    from {{ ref('fct_order_items') }}
    group by order_id
)

select orders.order_id
from orders
inner join lines
    on orders.order_id = lines.order_id
where
    orders.gross_revenue is distinct from lines.gross_revenue
    or orders.discount_amount is distinct from lines.discount_amount
    or orders.refund_amount is distinct from lines.refund_amount
    or orders.net_revenue is distinct from lines.net_revenue
    or orders.margin_amount is distinct from lines.margin_amount
