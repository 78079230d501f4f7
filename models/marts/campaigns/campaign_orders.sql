{{ config(enabled=is_built()) }}

with as_of as (
    select * from {{ ref('as_of') }}
),

assignments as (
    select * from {{ ref('campaign_assignments') }}
    where not is_contaminated
),

campaigns as (
    select * from {{ ref('dim_campaigns') }}
),

orders as (
    select * from {{ ref('fct_orders') }}
    where status <> 'cancelled'
)

select
    assignments.campaign_id,
    assignments.experiment_arm,
    assignments.customer_id,
    orders.order_id,
    orders.ordered_at,
    orders.order_date,
    orders.net_revenue,
    row_number() over (
        partition by assignments.campaign_id, assignments.customer_id
        order by orders.ordered_at asc nulls last, orders.order_id asc nulls last
    ) = 1 as is_conversion,
    coalesce(orders.promotion_id = campaigns.promotion_id, false) as has_redeemed
from assignments
inner join orders
    on
        assignments.customer_id = orders.customer_id
        and assignments.assigned_at <= orders.ordered_at
        and assignments.window_ends_at >= orders.ordered_at
inner join campaigns
    on assignments.campaign_id = campaigns.campaign_id
cross join as_of
where orders.order_date <= as_of.as_of_date
