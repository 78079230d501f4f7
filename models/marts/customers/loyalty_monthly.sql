{{ config(enabled=is_built()) }}

with days as (
    select
        date_day,
        month_start
    from {{ ref('dim_days') }}
),

members as (
    select * from {{ ref('loyalty_members_monthly') }}
),

orders as (
    select * from {{ ref('fct_orders') }}
    where status <> 'cancelled'
),

tier_names as (
    select membership_tier from {{ ref('membership_tiers') }}
    union all
    select 'none' as membership_tier
),

summed as (
    select
        month_start,
        coalesce(membership_tier, 'none') as membership_tier,
        count(membership_tier) as members_count,
        cast(sum(points_earned) as bigint) as points_earned,
        cast(sum(points_spent) as bigint) as points_spent,
        cast(sum(points_expired) as bigint) as points_expired,
        cast(sum(points_balance) as bigint) as points_liability,
        count_if(tier_points_from > previous_tier_points_from) as upgrades,
        count_if(tier_points_from < previous_tier_points_from) as downgrades
    from members
    group by month_start, coalesce(membership_tier, 'none')
),

-- refunds in the month in which they are made
amounts as (
    select
        orders.customer_id,
        days.month_start,
        orders.gross_revenue - orders.discount_amount as amount
    from orders
    inner join days
        on orders.order_date = days.date_day
    union all
    select
        orders.customer_id,
        days.month_start,
        -refunds.amount as amount
    from {{ ref('fct_refunds') }} as refunds
    inner join orders
        on refunds.order_id = orders.order_id
    inner join days
        on refunds.refund_date = days.date_day
),

revenue as (
    select
        amounts.month_start,
        coalesce(members.membership_tier, 'none') as membership_tier,
        {{ null_unless_all_known('amounts.amount') }} as net_revenue
    from amounts
    left join members
        on
            amounts.customer_id = members.customer_id
            and amounts.month_start = members.month_start
    group by amounts.month_start, coalesce(members.membership_tier, 'none')
),

-- someone has a row in every month from the first movement on
months as (
    select distinct month_start
    from members
),

grid as (
    select
        months.month_start,
        tier_names.membership_tier
    from months
    cross join tier_names
)

select
    grid.month_start,
    grid.membership_tier,
    {%- for number in ['members_count', 'points_earned', 'points_spent', 'points_expired',
                       'points_liability', 'upgrades', 'downgrades'] %}
    cast(coalesce(summed.{{ number }}, 0) as bigint) as {{ number }},
    {%- endfor %}
    case when revenue.month_start is null then 0 else revenue.net_revenue end as net_revenue
from grid
left join summed
    on
        grid.month_start = summed.month_start
        and grid.membership_tier = summed.membership_tier
left join revenue
    on
        grid.month_start = revenue.month_start
        and grid.membership_tier = revenue.membership_tier
