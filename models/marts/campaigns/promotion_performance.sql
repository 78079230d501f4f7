{{ config(enabled=is_built()) }}

with as_of as (
    select * from {{ ref('as_of') }}
),

promotions as (
    select * from {{ ref('dim_promotions') }}
),

orders as (
    select orders.*
    from {{ ref('fct_orders') }} as orders
    inner join as_of
        on orders.order_date <= as_of.as_of_date
    where orders.status <> 'cancelled'
),

used as (
    select
        promotion_id,
        min(source_name) as source_name,
        min(order_date) as first_used_on,
        max(order_date) as last_used_on,
        count(*) as orders_count,
        count(distinct customer_id) as customers_count,
        count_if(coalesce(is_first_order, false)) as first_orders_count,
        {{ null_unless_all_known('gross_revenue') }} as gross_revenue,
        {{ null_unless_all_known('discount_amount') }} as discount_amount,
        {{ null_unless_all_known('net_revenue') }} as net_revenue,
        {{ null_unless_all_known('margin_amount') }} as margin_amount
    from orders
    where promotion_id is not null
    group by promotion_id
),

listed as (
    select
        coalesce(promotions.promotion_id, used.promotion_id) as promotion_id,
        coalesce(promotions.source_name, used.source_name) as source_name,
        promotions.promotion_type,
        promotions.value,
        coalesce(promotions.valid_from, used.first_used_on) as starts_on,
        coalesce(promotions.valid_to, used.last_used_on) as ends_on,
        coalesce(used.orders_count, 0) as orders_count,
        coalesce(used.customers_count, 0) as customers_count,
        coalesce(used.first_orders_count, 0) as first_orders_count,
        {% for amount in ['gross_revenue', 'discount_amount', 'net_revenue', 'margin_amount'] -%}
        case when used.promotion_id is null then 0 else used.{{ amount }} end as {{ amount }},
        {% endfor -%}
        used.first_used_on,
        used.last_used_on
    from promotions
    full join used
        on promotions.promotion_id = used.promotion_id
),

-- days first: there are far fewer days than orders
plain_days as (
    select
        source_name,
        order_date,
        count(*) as orders_count,
        count_if(coalesce(is_first_order, false)) as first_orders_count,
        {{ null_unless_all_known('gross_revenue - discount_amount') }} as goods_revenue,
        {{ null_unless_all_known('net_revenue') }} as net_revenue,
        {{ null_unless_all_known('margin_amount') }} as margin_amount
    from orders
    where promotion_id is null
    group by source_name, order_date
),

-- the orders without a promotion on the days on which this one was valid
beside as (
    select
        listed.promotion_id,
        cast(sum(plain_days.orders_count) as bigint) as orders_count,
        cast(sum(plain_days.first_orders_count) as bigint) as first_orders_count,
        {{ null_unless_all_known('plain_days.goods_revenue') }} as goods_revenue,
        {{ null_unless_all_known('plain_days.net_revenue') }} as net_revenue,
        {{ null_unless_all_known('plain_days.margin_amount') }} as margin_amount
    from listed
    inner join plain_days
        on
            listed.source_name = plain_days.source_name
            and plain_days.order_date between listed.starts_on and listed.ends_on
    group by listed.promotion_id
)

select
    listed.promotion_id,
    listed.source_name,
    listed.promotion_type,
    listed.value,
    listed.starts_on,
    listed.ends_on,
    listed.first_used_on,
    listed.last_used_on,
    cast(listed.orders_count as int) as orders_count,
    cast(listed.customers_count as int) as customers_count,
    cast(listed.first_orders_count as int) as first_orders_count,
    cast(listed.gross_revenue as decimal(18, 2)) as gross_revenue,
    cast(listed.discount_amount as decimal(18, 2)) as discount_amount,
    cast(listed.net_revenue as decimal(18, 2)) as net_revenue,
    cast(listed.margin_amount as decimal(18, 2)) as margin_amount,
    {{ average_amount('listed.gross_revenue - listed.discount_amount', 'listed.orders_count') }}
        as average_order_value,
    {{ ratio('listed.discount_amount', 'listed.gross_revenue') }} as discount_rate,
    {{ ratio('listed.margin_amount', 'listed.net_revenue') }} as margin_rate,
    {{ ratio('listed.first_orders_count', 'listed.orders_count') }} as first_order_rate,
    cast(coalesce(beside.orders_count, 0) as int) as plain_orders_count,
    {{ average_amount('beside.goods_revenue', 'beside.orders_count') }}
        as plain_average_order_value,
    {{ ratio('beside.margin_amount', 'beside.net_revenue') }} as plain_margin_rate,
    {{ ratio('beside.first_orders_count', 'beside.orders_count') }} as plain_first_order_rate
from listed
left join beside
    on listed.promotion_id = beside.promotion_id
