with accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

orders as (
    select * from {{ ref('int_orders_with_rates') }}
    where customer_id is not null
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

-- a person with only a cookie is a visitor: a customer has an account or an order
seen as (
    select
        customer_id,
        case
            when first_seen_at is not null
                then {{ known_date(local_date('first_seen_at'), 'linked_at') }}
        end as known_date
    from accounts
    union all
    select
        customer_id,
        {{ known_date('order_date', 'identified_at') }} as known_date
    from orders
),

first_seen as (
    select
        customer_id,
        min(known_date) as known_date
    from seen
    group by customer_id
)

select
    first_seen.customer_id,
    dates.as_of_date,
    cast({{ days_between('first_seen.known_date', 'dates.as_of_date') }} as int) as days_known
from first_seen
inner join dates
    on
        first_seen.known_date <= dates.as_of_date
        -- a person without a date is known at the as-of date
        or (first_seen.known_date is null and dates.months_before = 0)
