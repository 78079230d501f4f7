-- Over all months and channels, unit economics hold every new customer once, all the margin of
-- orders with a known person, and all ad spend and marketing costs. The unknown cost of a campaign
-- hides the other costs of its month and channel, and without the module ads those of paid channels
-- are left out.
with as_of as (
    select * from {{ ref('as_of') }}
),

orders as (
    select
        count_if(orders.is_first_order) as new_customers,
        {{ null_unless_all_known('orders.margin_amount') }} as margin
    from {{ ref('fct_orders') }} as orders
    inner join as_of
        on orders.order_date <= as_of.as_of_date
    where orders.status <> 'cancelled' and orders.customer_id is not null
),

monthly_spend as (
    select {{ null_unless_all_known('ad_spend.spend') }} as spend
    from {{ ref('fct_ad_spend') }} as ad_spend
    inner join as_of
        on ad_spend.date_day <= as_of.as_of_date
    group by cast(date_trunc('month', ad_spend.date_day) as date), ad_spend.channel
),

ad_spend as (
    select cast(sum(spend) as decimal(18, 2)) as spend
    from monthly_spend
),

other_costs as (
    select cast(sum(marketing.amount) as decimal(18, 2)) as other_cost
    from {{ ref('fct_marketing_costs') }} as marketing
    inner join as_of
        on marketing.month_start <= as_of.as_of_date
    {%- if 'ads' not in var('modules') %}
    where not {{ is_paid_channel('marketing.channel') }}
    {%- endif %}
),

unknown_campaigns as (
    select count(*) as campaigns_count
    from {{ ref('dim_campaigns') }}
    where cost is null and cost_rate_origin is not null
),

economics as (
    select
        cast(sum(new_customers) as bigint) as new_customers,
        {{ null_unless_all_known('margin_to_date') }} as margin,
        cast(sum(spend) as decimal(18, 2)) as spend,
        cast(sum(fully_loaded_cost) as decimal(18, 2))
        - cast(sum(coalesce(media_cost, 0)) as decimal(18, 2)) as other_cost
    from {{ ref('unit_economics_monthly') }}
)

select
    economics.new_customers,
    economics.margin,
    economics.spend,
    economics.other_cost
from economics
cross join orders
cross join ad_spend
cross join other_costs
cross join unknown_campaigns
where
    coalesce(economics.new_customers, 0) <> orders.new_customers
    or coalesce(economics.margin, 0) <> coalesce(orders.margin, 0)
    or coalesce(economics.spend, 0) <> coalesce(ad_spend.spend, 0)
    or (
        unknown_campaigns.campaigns_count = 0
        and coalesce(economics.other_cost, 0) <> coalesce(other_costs.other_cost, 0)
    )
