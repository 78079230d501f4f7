-- The net revenue of the products is that of the orders and of their refunds up to the as-of date.
with as_of as (
    select * from {{ ref('as_of') }}
),

orders as (
    select fct_orders.*
    from {{ ref('fct_orders') }} as fct_orders
    inner join as_of
        on fct_orders.order_date <= as_of.as_of_date
    where fct_orders.status <> 'cancelled'
),

amounts as (
    select gross_revenue - discount_amount as amount
    from orders
    union all
    select -refunds.amount as amount
    from {{ ref('fct_refunds') }} as refunds
    inner join orders
        on refunds.order_id = orders.order_id
    inner join as_of
        on refunds.refund_date <= as_of.as_of_date
),

compared as (
    select
        (select {{ null_unless_all_known('amount') }} from amounts) as of_orders,
        (
            select {{ null_unless_all_known('net_revenue') }}
            from {{ ref('product_performance_monthly') }}
        ) as of_products
)

select *
from compared
where of_orders is distinct from of_products
