with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

orders as (
    select
        *,
        {{ known_date('order_date', 'identified_at') }} as known_date
    from {{ ref('fct_orders') }}
    where status <> 'cancelled' and customer_id is not null
),

-- an order without lines has no known basket; one with a line without a product has units only
baskets as (
    select
        orders.order_id,
        orders.customer_id,
        orders.known_date,
        cast(sum(items.quantity) as decimal(38, 6)) as units,
        case when count(items.product_id) = count(*) then count(distinct items.product_id) end
            as products_count
    from {{ ref('fct_order_items') }} as items
    inner join orders
        on items.order_id = orders.order_id
    group by orders.order_id, orders.customer_id, orders.known_date
),

summed as (
    select
        baskets.customer_id,
        dates.as_of_date,
        count(*) as baskets_count,
        cast(sum(baskets.units) as decimal(38, 6)) as units,
        count(baskets.products_count) as baskets_of_products_count,
        cast(sum(baskets.products_count) as bigint) as products_count
    from baskets
    inner join dates
        on baskets.known_date <= dates.as_of_date
    group by baskets.customer_id, dates.as_of_date
)

select
    customers.customer_id,
    customers.as_of_date,
    {{ rounded_ratio('summed.units', 'summed.baskets_count') }} as average_basket_units,
    {{ rounded_ratio('summed.products_count', 'summed.baskets_of_products_count') }}
        as average_basket_products
from customers
left join summed
    on
        customers.customer_id = summed.customer_id
        and customers.as_of_date = summed.as_of_date
