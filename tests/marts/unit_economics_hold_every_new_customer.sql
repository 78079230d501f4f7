-- Over all months and channels, unit economics hold every new customer once, all the margin of
-- orders with a known person, and all ad spend and marketing costs. An unknown cost hides the other
-- costs of its month and channel: these are left out, and without the module ads those of paid
-- channels.
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
    select
        cast(date_trunc('month', ad_spend.date_day) as date) as month_start,
        ad_spend.channel,
        {{ null_unless_all_known('ad_spend.spend') }} as spend
    from {{ ref('fct_ad_spend') }} as ad_spend
    inner join as_of
        on ad_spend.date_day <= as_of.as_of_date
    group by cast(date_trunc('month', ad_spend.date_day) as date), ad_spend.channel
),

ad_spend as (
    select cast(sum(spend) as decimal(18, 2)) as spend
    from monthly_spend
),

-- of a campaign, the months of its messages, otherwise that of its dates
unknown_costs as (
    select
        month_start,
        channel
    from monthly_spend
    where spend is null
    union
    select
        month_start,
        channel
    from {{ ref('fct_marketing_costs') }}
    where amount is null
    union
    select
        cast(date_trunc('month', coalesce(
            {{ local_date('messages.sent_at') }},
            campaigns.started_on,
            campaigns.ended_on,
            as_of.as_of_date
        )) as date) as month_start,
        case campaigns.channel
            when 'ads' then 'paid_other'
            else {{ message_channel('campaigns.channel') }}
        end as channel
    from {{ ref('dim_campaigns') }} as campaigns
    cross join as_of
    left join {{ ref('fct_messages') }} as messages
        on campaigns.campaign_id = messages.campaign_id and messages.sent_at is not null
    where campaigns.cost is null and campaigns.cost_rate_origin is not null
),

other_costs as (
    select cast(sum(marketing.amount) as decimal(18, 2)) as other_cost
    from {{ ref('fct_marketing_costs') }} as marketing
    inner join as_of
        on marketing.month_start <= as_of.as_of_date
    left join unknown_costs
        on
            marketing.month_start = unknown_costs.month_start
            and marketing.channel = unknown_costs.channel
    where
        unknown_costs.channel is null
    {%- if 'ad_spend' in switched_off('entities') %}
        and not {{ is_paid_channel('marketing.channel') }}
    {%- endif %}
),

economics as (
    select
        cast(sum(monthly.new_customers) as bigint) as new_customers,
        {{ null_unless_all_known('monthly.margin_to_date') }} as margin,
        cast(sum(monthly.spend) as decimal(18, 2)) as spend,
        cast(sum(case
            when unknown_costs.channel is null
                then monthly.fully_loaded_cost - coalesce(monthly.media_cost, 0)
        end) as decimal(18, 2)) as other_cost
    from {{ ref('unit_economics_monthly') }} as monthly
    left join unknown_costs
        on
            monthly.month_start = unknown_costs.month_start
            and monthly.channel = unknown_costs.channel
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
where
    coalesce(economics.new_customers, 0) <> orders.new_customers
    or coalesce(economics.margin, 0) <> coalesce(orders.margin, 0)
    or coalesce(economics.spend, 0) <> coalesce(ad_spend.spend, 0)
    or coalesce(economics.other_cost, 0) <> coalesce(other_costs.other_cost, 0)
