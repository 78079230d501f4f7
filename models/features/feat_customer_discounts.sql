{% set minimum_orders = 3 -%}
with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

orders as (
    select
        customer_id,
        {{ known_date('order_date', 'identified_at') }} as known_date,
        {{ days_between("date '2000-01-01'", 'order_date') }} as day_number,
        case when discount_amount > 0 then 1 else 0 end as discounted_count
    from {{ ref('fct_orders') }}
    where status <> 'cancelled' and discount_amount is not null
),

days as (
    select
        day_number,
        count(*) as orders_count,
        cast(sum(discounted_count) as bigint) as discounted_count
    from orders
    group by day_number
),

-- the orders of everyone in the 30 days up to a day
times as (
    select
        day_number,
        cast(sum(orders_count) over last_30_days as bigint) as orders_count,
        cast(sum(discounted_count) over last_30_days as bigint) as discounted_count
    from days
    window
        last_30_days as (
            order by day_number asc nulls last
            range between 29 preceding and current row
        )
),

-- an order is compared with the other orders of its time; if none of them had a discount, it shows
-- nothing
compared as (
    select
        orders.customer_id,
        orders.known_date,
        orders.discounted_count,
        {{ ratio(
            'times.discounted_count - orders.discounted_count', 'times.orders_count - 1'
        ) }} as usual_share
    from orders
    inner join times
        on orders.day_number = times.day_number
    where
        orders.customer_id is not null
        and times.discounted_count > orders.discounted_count
),

summed as (
    select
        compared.customer_id,
        dates.as_of_date,
        count(*) as orders_count,
        cast(sum(compared.discounted_count) as bigint) as discounted_count,
        -- as decimals: a sum of doubles depends on the order of its parts
        cast(sum(cast(compared.usual_share as decimal(18, 12))) as decimal(28, 12)) as usual_count
    from compared
    inner join dates
        on compared.known_date <= dates.as_of_date
    group by compared.customer_id, dates.as_of_date
    having count(*) >= {{ minimum_orders }}
)

select
    customers.customer_id,
    customers.as_of_date,
    {{ rounded_ratio('summed.discounted_count - summed.usual_count', 'summed.orders_count') }}
        as discount_sensitivity
from customers
left join summed
    on
        customers.customer_id = summed.customer_id
        and customers.as_of_date = summed.as_of_date
