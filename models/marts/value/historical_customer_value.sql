with orders as (
    select orders.*
    from {{ ref('fct_orders') }} as orders
    inner join {{ ref('as_of') }} as as_of
        on orders.order_date <= as_of.as_of_date
    where orders.status <> 'cancelled' and orders.customer_id is not null
),

dated as (
    select
        customer_id,
        margin_amount,
        {{ days_between(
            'min(order_date) over (partition by customer_id)', 'order_date'
        ) }} as days_since_first_order
    from orders
),

discounted as (
    select
        customer_id,
        margin_amount,
        {{ discounted_amount('margin_amount', 'days_since_first_order') }}
            as discounted_margin_amount
    from dated
),

valued as (
    select
        customer_id,
        {{ null_unless_all_known('margin_amount') }} as margin_amount,
        {{ null_unless_all_known('discounted_margin_amount') }} as historical_clv
    from discounted
    group by customer_id
)

-- a customer without an order has brought nothing
select
    customers.customer_id,
    as_of.as_of_date,
    cast(
        case when valued.customer_id is null then 0 else valued.margin_amount end
        as decimal(18, 2)
    ) as margin_to_date,
    cast(
        case when valued.customer_id is null then 0 else valued.historical_clv end
        as decimal(18, 2)
    ) as historical_clv,
    cast({{ var('annual_discount_rate') }} as double) as discount_rate
from {{ ref('dim_customers') }} as customers
cross join {{ ref('as_of') }} as as_of
left join valued
    on customers.customer_id = valued.customer_id
