with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

tiers as (
    select * from {{ ref('int_customers_membership_tiers') }}
),

transactions as (
    select
        *,
        {{ known_date(local_date('transacted_at'), 'identified_at') }} as known_date
    from {{ ref('fct_loyalty_transactions') }}
    where customer_id is not null
),

summed as (
    select
        transactions.customer_id,
        dates.as_of_date,
        cast(sum(transactions.points_change) as bigint) as points_balance,
        cast(sum(transactions.points) filter (
            where transactions.transaction_type = 'earn'
        ) as bigint) as points_earned,
        cast(sum(transactions.points) filter (
            where transactions.transaction_type = 'spend'
        ) as bigint) as points_spent,
        cast(sum(transactions.points) filter (
            where transactions.transaction_type = 'expire'
        ) as bigint) as points_expired
    from transactions
    inner join dates
        on transactions.known_date <= dates.as_of_date
    group by transactions.customer_id, dates.as_of_date
)

{% set points = 'loyalty_transactions' -%}
select
    customers.customer_id,
    customers.as_of_date,
    {{ count_if_entity_filled(points, 'summed.points_balance') }} as points_balance,
    {{ count_if_entity_filled(points, 'summed.points_earned') }} as lifetime_points_earned,
    {{ count_if_entity_filled(points, 'summed.points_spent') }} as lifetime_points_spent,
    {{ count_if_entity_filled(points, 'summed.points_expired') }} as lifetime_points_expired,
    {{ count_if_entity_filled(points, 'tiers.points_earned_365d') }} as points_earned_365d,
    tiers.membership_tier
from customers
left join summed
    on
        customers.customer_id = summed.customer_id
        and customers.as_of_date = summed.as_of_date
left join tiers
    on
        customers.customer_id = tiers.customer_id
        and customers.as_of_date = tiers.as_of_date
