with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

products as (
    select * from {{ ref('int_products_as_of_dates') }}
    where category is not null
),

orders as (
    select
        *,
        {{ known_date('order_date', 'identified_at') }} as known_date
    from {{ ref('fct_orders') }}
    where status <> 'cancelled' and customer_id is not null
),

buyers as (
    select
        customer_id,
        min(known_date) as known_date
    from orders
    group by customer_id
),

-- before refunds: money that is paid back without a product belongs to no category
bought as (
    select
        orders.customer_id,
        orders.known_date,
        items.product_id,
        cast(sum(items.gross_revenue - items.discount_amount) as decimal(18, 2)) as revenue
    from {{ ref('fct_order_items') }} as items
    inner join orders
        on items.order_id = orders.order_id
    where items.product_id is not null
    group by orders.customer_id, orders.known_date, items.product_id
),

summed as (
    select
        bought.customer_id,
        products.as_of_date,
        products.category,
        cast(sum(bought.revenue) as decimal(18, 2)) as revenue
    from bought
    inner join products
        on
            bought.product_id = products.product_id
            and bought.known_date <= products.as_of_date
    group by bought.customer_id, products.as_of_date, products.category
),

ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, as_of_date
            order by revenue desc nulls last, category asc nulls last
        ) as category_rank,
        {{ ratio(
            'greatest(revenue, 0)',
            'sum(greatest(revenue, 0)) over (partition by customer_id, as_of_date)'
        ) }} as revenue_share
    from summed
),

described as (
    select
        customer_id,
        as_of_date,
        count(*) as categories_count,
        max(category) filter (where category_rank = 1) as favourite_category,
        max(category) filter (where category_rank = 2) as second_category,
        max(revenue_share) filter (where category_rank = 1) as favourite_category_share,
        -- as decimals: a sum of doubles depends on the order of its parts
        cast(sum(cast(
            {{ ratio('-revenue_share * ln(nullif(revenue_share, 0))', 'ln(2)') }}
            as decimal(18, 12)
        )) as decimal(18, 12)) as category_entropy
    from ranked
    group by customer_id, as_of_date
)

select
    customers.customer_id,
    customers.as_of_date,
    -- without an order 0; with products of no known category, it is not known
    cast(case
        when coalesce(buyers.known_date > customers.as_of_date, true) then 0
        else described.categories_count
    end as int) as categories_count,
    described.favourite_category,
    described.second_category,
    {{ round_to_nine_digits('described.favourite_category_share') }} as favourite_category_share,
    {{ round_to_nine_digits('cast(described.category_entropy as double)') }} as category_entropy
from customers
left join described
    on
        customers.customer_id = described.customer_id
        and customers.as_of_date = described.as_of_date
left join buyers
    on customers.customer_id = buyers.customer_id
