with as_of as (
    select * from {{ ref('as_of') }}
),

customers as (
    select * from {{ ref('dim_customers') }}
),

orders as (
    select * from {{ ref('fct_orders') }}
    where status <> 'cancelled' and customer_id is not null
),

refunds as (
    select * from {{ ref('fct_refunds') }}
    where order_id is not null
),

refunds_known as (
    select
        refunds.order_id,
        as_of.as_of_date,
        sum(refunds.amount) as refund_amount
    from refunds
    cross join as_of
    where refunds.refund_date <= as_of.as_of_date
    group by refunds.order_id, as_of.as_of_date
),

orders_known as (
    select
        orders.customer_id,
        as_of.as_of_date,
        orders.order_date,
        orders.gross_revenue,
        orders.gross_revenue - orders.discount_amount - coalesce(refunds_known.refund_amount, 0)
            as net_revenue
    from orders
    cross join as_of
    left join refunds_known
        on
            orders.order_id = refunds_known.order_id
            and as_of.as_of_date = refunds_known.as_of_date
    where orders.order_date <= as_of.as_of_date
),

summed as (
    select
        customer_id,
        as_of_date,
        count(*) as orders_count,
        sum(gross_revenue) as lifetime_gross_revenue,
        sum(net_revenue) as lifetime_net_revenue,
        min(order_date) as first_order_date,
        max(order_date) as last_order_date
    from orders_known
    group by customer_id, as_of_date
)

select
    customers.customer_id,
    as_of.as_of_date,
    cast(coalesce(summed.orders_count, 0) as int) as orders_count,
    cast(coalesce(summed.lifetime_gross_revenue, 0) as decimal(18, 2)) as lifetime_gross_revenue,
    cast(coalesce(summed.lifetime_net_revenue, 0) as decimal(18, 2)) as lifetime_net_revenue,
    {{ average_amount('summed.lifetime_net_revenue', 'summed.orders_count') }}
        as average_order_value,
    summed.first_order_date,
    summed.last_order_date,
    cast({{ days_between('summed.last_order_date', 'as_of.as_of_date') }} as int) as recency_days
from customers
cross join as_of
left join summed
    on customers.customer_id = summed.customer_id and as_of.as_of_date = summed.as_of_date
