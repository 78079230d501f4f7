{% set minimum_orders = 3 -%}
{% set minimum_products = 5 -%}
with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

products as (
    select * from {{ ref('int_products_as_of_dates') }}
    where category is not null
),

-- before discounts: how much a person buys at a discount is another question
lines as (
    select
        orders.order_id,
        orders.customer_id,
        {{ known_date('orders.order_date', 'orders.identified_at') }} as known_date,
        cast(date_trunc('month', orders.order_date) as date) as month_start,
        items.product_id,
        items.quantity,
        items.gross_revenue,
        {{ average_amount('items.gross_revenue', 'items.quantity') }} as price
    from {{ ref('fct_order_items') }} as items
    inner join {{ ref('fct_orders') }} as orders
        on items.order_id = orders.order_id
    where
        orders.status <> 'cancelled'
        and items.product_id is not null
        and items.gross_revenue > 0
        and items.quantity > 0
),

months as (
    select distinct month_start from lines
),

product_months as (
    select
        product_id,
        month_start,
        cast(sum(gross_revenue) as decimal(18, 2)) as gross_revenue,
        cast(sum(quantity) as decimal(38, 6)) as quantity
    from lines
    group by product_id, month_start
),

-- the price of each product in the twelve months before a month
offers as (
    select
        months.month_start,
        product_months.product_id,
        {{ average_amount(
            'cast(sum(product_months.gross_revenue) as decimal(18, 2))',
            'cast(sum(product_months.quantity) as decimal(38, 6))'
        ) }} as price
    from months
    inner join product_months
        on
            months.month_start > product_months.month_start
            and cast(months.month_start - interval '12' month as date)
            <= product_months.month_start
    group by months.month_start, product_months.product_id
),

-- each price that was paid is compared once, however many lines have it
prices as (
    select
        month_start,
        product_id,
        price,
        1 as products_count
    from offers
    union all
    select distinct
        month_start,
        product_id,
        price,
        0 as products_count
    from lines
    where customer_id is not null
),

-- in the category of the product at each date
counted as (
    select
        products.as_of_date,
        prices.*,
        cast(sum(prices.products_count) over (
            partition by products.as_of_date, prices.month_start, products.category
            order by prices.price desc nulls last
            range between unbounded preceding and current row
        ) as bigint) as not_cheaper_count,
        cast(sum(prices.products_count) over (
            partition by products.as_of_date, prices.month_start, products.category, prices.price
        ) as bigint) as equal_count,
        cast(sum(prices.products_count) over (
            partition by products.as_of_date, prices.month_start, products.category
        ) as bigint) as all_count
    from prices
    inner join products
        on
            prices.product_id = products.product_id
            and prices.month_start <= products.as_of_date
),

-- the share of the category's products that are more expensive; of those with the same price, half
placed as (
    select
        as_of_date,
        month_start,
        product_id,
        price,
        {{ ratio('2 * not_cheaper_count - equal_count', '2 * all_count') }} as more_expensive_share
    from counted
    where products_count = 0 and all_count >= {{ minimum_products }}
),

summed as (
    select
        lines.customer_id,
        placed.as_of_date,
        count(*) as lines_count,
        -- as decimals: a sum of doubles depends on the order of its parts
        cast(sum(cast(placed.more_expensive_share as decimal(18, 12))) as decimal(28, 12))
            as more_expensive_shares
    from lines
    inner join placed
        on
            lines.product_id = placed.product_id
            and lines.month_start = placed.month_start
            and lines.price = placed.price
            and lines.known_date <= placed.as_of_date
    where lines.customer_id is not null
    group by lines.customer_id, placed.as_of_date
    having count(distinct lines.order_id) >= {{ minimum_orders }}
)

select
    customers.customer_id,
    customers.as_of_date,
    {{ rounded_ratio('summed.more_expensive_shares', 'summed.lines_count') }} as price_sensitivity
from customers
left join summed
    on
        customers.customer_id = summed.customer_id
        and customers.as_of_date = summed.as_of_date
