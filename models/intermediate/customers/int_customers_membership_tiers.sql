with dates as (
    select * from {{ ref('int_as_of_dates') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

tiers as (
    select * from {{ ref('membership_tiers') }}
),

transactions as (
    select * from {{ ref('input_loyalty_transactions') }}
    where transaction_type = 'earn'
),

earned as (
    select
        accounts.customer_id,
        transactions.points,
        {{ local_date('transactions.transacted_at') }} as earned_date,
        {{ known_date(local_date('transactions.transacted_at'), 'accounts.linked_at') }}
            as known_date
    from transactions
    inner join accounts
        on transactions.source_customer_key = accounts.source_customer_key
),

summed as (
    select
        earned.customer_id,
        dates.as_of_date,
        cast(coalesce(sum(earned.points) filter (
            where {{ within_days('earned.earned_date', 'dates.as_of_date', 365) }}
        ), 0) as int) as points_earned_365d
    from earned
    inner join dates
        on earned.known_date <= dates.as_of_date
    group by earned.customer_id, dates.as_of_date
)

select
    summed.customer_id,
    summed.as_of_date,
    summed.points_earned_365d,
    max_by(tiers.membership_tier, tiers.points_from) as membership_tier
from summed
inner join tiers
    on summed.points_earned_365d >= tiers.points_from
group by summed.customer_id, summed.as_of_date, summed.points_earned_365d
