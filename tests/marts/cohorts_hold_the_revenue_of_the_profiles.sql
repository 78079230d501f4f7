-- Every customer with an order is in one cohort, and the net revenue adds up to that of the
-- profiles. Without a rate the revenue of a month is unknown: gate_core judges it.
with cohorts as (
    select
        cast(sum(
            case when months_since_first_order = 0 then cohort_size end
        ) as bigint) as customers_count,
        cast(sum(net_revenue) as decimal(18, 2)) as net_revenue,
        count(*) - count(net_revenue) as unknown_count
    from {{ ref('customer_cohorts') }}
),

profiles as (
    select
        count(*) as customers_count,
        cast(sum(lifetime_net_revenue) as decimal(18, 2)) as net_revenue
    from {{ ref('customer_profiles') }}
    where orders_count > 0
)

select
    cohorts.customers_count,
    profiles.customers_count as profiles_count,
    cohorts.net_revenue,
    profiles.net_revenue as revenue_of_profiles
from cohorts
cross join profiles
where
    coalesce(cohorts.customers_count, 0) <> profiles.customers_count
    or (cohorts.unknown_count = 0 and cohorts.net_revenue is distinct from profiles.net_revenue)
