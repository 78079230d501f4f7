{{ config(enabled=is_built()) }}

with tiers as (
    select
        membership_tier,
        points_from,
        lead(points_from) over (order by points_from asc nulls last) as next_points_from
    from {{ ref('membership_tiers') }}
),

transactions as (
    select
        *,
        {{ local_date('transacted_at') }} as transacted_date
    from {{ ref('fct_loyalty_transactions') }}
),

months as (
    select
        month_start,
        max(date_day) as last_day
    from {{ ref('dim_days') }}
    group by month_start
),

-- of each person at the end of each month; unknown people together are a row without a person
people as (
    select
        transactions.customer_id,
        months.month_start,
        {%- for points, type in [
            ('points_earned', 'earn'), ('points_spent', 'spend'), ('points_expired', 'expire'),
        ] %}
        cast(coalesce(sum(transactions.points) filter (
            where transactions.transaction_type = '{{ type }}'
            and transactions.transacted_date >= months.month_start
        ), 0) as bigint) as {{ points }},
        {%- endfor %}
        cast(sum(transactions.points_change) as bigint) as points_balance,
        count_if(transactions.transaction_type = 'earn') as earnings_count,
        cast(coalesce(sum(transactions.points) filter (
            where transactions.transaction_type = 'earn'
            and {{ within_days('transactions.transacted_date', 'months.last_day', 365) }}
        ), 0) as bigint) as points_earned_365d
    from transactions
    inner join months
        on transactions.transacted_date <= months.last_day
    group by transactions.customer_id, months.month_start
)

select
    people.customer_id,
    people.month_start,
    people.points_earned,
    people.points_spent,
    people.points_expired,
    people.points_balance,
    tiers.membership_tier,
    tiers.points_from as tier_points_from,
    lag(tiers.points_from) over (
        partition by people.customer_id
        order by people.month_start asc nulls last
    ) as previous_tier_points_from
from people
left join tiers
    on
        people.customer_id is not null
        and people.earnings_count > 0
        and people.points_earned_365d >= tiers.points_from
        and coalesce(people.points_earned_365d < tiers.next_points_from, true)
