with order_rates as (
    select * from {{ ref('quality_order_rates') }}
),

order_items as (
    select * from {{ ref('input_order_items') }}
),

orders as (
    select * from {{ ref('input_orders') }}
),

core_orders as (
    select * from {{ ref('fct_orders') }}
),

refund_parts as (
    select * from {{ ref('quality_refund_parts') }}
),

-- the rows that the orders of core are made of
counted_rows as (
    select
        order_items.order_key,
        cast({{ unrounded_amount(
            line_amount('order_items.quantity', 'order_items.unit_price'),
            'order_rates.exchange_rate'
        ) }} as decimal(30, 10)) as exact_amount
    from order_items
    inner join order_rates
        on order_items.order_key = order_rates.order_key
    union all
    select
        orders.order_key,
        cast(
            {{ unrounded_amount('orders.shipping_amount', 'order_rates.exchange_rate') }}
            as decimal(30, 10)
        ) as exact_amount
    from orders
    inner join order_rates
        on orders.order_key = order_rates.order_key
    union all
    select
        order_key,
        -exact_amount as exact_amount
    from refund_parts
    where order_key is not null
),

order_values as (
    select
        order_key,
        count(*) as rows_count,
        cast(sum(exact_amount) as decimal(30, 10)) as exact_amount
    from counted_rows
    group by order_key
),

roundings as (
    select
        core_orders.source_name,
        order_values.exact_amount - (
            core_orders.net_revenue + core_orders.cancelled_amount + core_orders.discount_amount
            + coalesce(core_orders.shipping_amount, 0)
        ) as rounding_amount,
        -- a line and its discount are rounded in two currencies, each by half a cent at most
        0.02 * (order_values.rows_count + 1) * greatest(1, core_orders.exchange_rate) as most
    from order_values
    inner join core_orders
        on order_values.order_key = core_orders.order_id
    union all
    select
        source_name,
        core_amount - exact_amount as rounding_amount,
        0.01 as most
    from refund_parts
    where order_key is null
)

-- more than that is no rounding
select
    source_name,
    cast(sum(rounding_amount) as decimal(30, 10)) as rounding_amount
from roundings
where abs(rounding_amount) <= most
group by source_name
