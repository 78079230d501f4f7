{% set minimum_orders = 3 -%}
{% set minimum_products = 5 -%}
with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

-- before discounts: how much a person buys at a discount is another question
lines as (
    select
        orders.order_id,
        orders.customer_id,
        {{ known_date('orders.order_date', 'orders.identified_at') }} as known_date,
        cast(date_trunc('month', orders.order_date) as date) as month_start,
        products.category,
        products.product_id,
        items.quantity,
        items.gross_revenue,
        {{ average_amount('items.gross_revenue', 'items.quantity') }} as price
    from {{ ref('fct_order_items') }} as items
    inner join {{ ref('fct_orders') }} as orders
        on items.order_id = orders.order_id
    inner join {{ ref('dim_products') }} as products
        on items.product_id = products.product_id
    where
        orders.status <> 'cancelled'
        and products.category is not null
        and items.gross_revenue > 0
        and items.quantity > 0
),

months as (
    select distinct month_start from lines
),

product_months as (
    select
        category,
        product_id,
        month_start,
        cast(sum(gross_revenue) as decimal(18, 2)) as gross_revenue,
        cast(sum(quantity) as decimal(38, 6)) as quantity
    from lines
    group by category, product_id, month_start
),

-- the price of each product in the twelve months before a month
offers as (
    select
        months.month_start,
        product_months.category,
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
    group by months.month_start, product_months.category, product_months.product_id
),

priced as (
    select
        month_start,
        category,
        price,
        1 as products_count,
        cast(null as string) as order_id,
        cast(null as string) as customer_id,
        cast(null as date) as known_date
    from offers
    union all
    select
        month_start,
        category,
        price,
        0 as products_count,
        order_id,
        customer_id,
        known_date
    from lines
    where customer_id is not null
),

counted as (
    select
        *,
        cast(sum(products_count) over (
            partition by month_start, category
            order by price desc nulls last
            range between unbounded preceding and current row
        ) as bigint) as not_cheaper_count,
        cast(sum(products_count) over (
            partition by month_start, category, price
        ) as bigint) as equal_count,
        cast(sum(products_count) over (partition by month_start, category) as bigint) as all_count
    from priced
),

-- the share of the category's products that are dearer; of those with the same price, half
placed as (
    select
        order_id,
        customer_id,
        known_date,
        {{ ratio('2 * not_cheaper_count - equal_count', '2 * all_count') }} as dearer_share
    from counted
    where customer_id is not null and all_count >= {{ minimum_products }}
),

summed as (
    select
        placed.customer_id,
        dates.as_of_date,
        count(*) as lines_count,
        -- as decimals: a sum of doubles depends on the order of its parts
        cast(sum(cast(placed.dearer_share as decimal(18, 12))) as decimal(28, 12)) as dearer_shares
    from placed
    inner join dates
        on placed.known_date <= dates.as_of_date
    group by placed.customer_id, dates.as_of_date
    having count(distinct placed.order_id) >= {{ minimum_orders }}
)

select
    customers.customer_id,
    customers.as_of_date,
    {{ rounded_ratio('summed.dearer_shares', 'summed.lines_count') }} as price_sensitivity
from customers
left join summed
    on
        customers.customer_id = summed.customer_id
        and customers.as_of_date = summed.as_of_date
