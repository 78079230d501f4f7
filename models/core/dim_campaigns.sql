with campaigns as (
    select
        *,
        {{ end_not_before('started_on', 'ended_on') }} as known_ended_on
    from {{ ref('input_campaigns') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
),

messages as (
    select
        campaign_key,
        count(sent_at) as sent_count,
        min(assigned_at) as first_assigned_at
    from {{ ref('input_messages') }}
    group by campaign_key
),

ads as (
    select distinct campaign_key
    from {{ ref('input_ad_spend') }}
),

-- campaigns that only the platforms know
advertised as (
    select
        campaign_key,
        min(source_name) as source_name,
        -- the latest name; platform, ad and name break the tie
        max_by(
            campaign_name,
            cast(date_day as string) || '/' || platform || '/' || coalesce(ad_key, '')
            || '/' || campaign_name
        ) filter (where campaign_name is not null) as campaign_name,
        min(date_day) as started_on,
        max(date_day) as ended_on
    from {{ ref('input_ad_spend') }}
    where campaign_key not in (select campaigns.campaign_key from campaigns)
    group by campaign_key
),

latest_order as (
    select max(order_month) as order_month from {{ ref('int_orders_with_rates') }}
),

costed as (
    select
        campaigns.*,
        cast(date_trunc('month', coalesce(
            campaigns.started_on,
            {{ local_date('messages.first_assigned_at') }},
            campaigns.known_ended_on,
            latest_order.order_month
        )) as date) as first_month,
        coalesce(campaigns.fixed_cost, 0)
        {% if sources_of('messages') -%}
        + coalesce(campaigns.cost_per_message, 0) * coalesce(messages.sent_count, 0)
        {%- else -%}
        -- no source says how many messages were sent
        + case when campaigns.cost_per_message is null then 0 end
        {%- endif %} as total_cost,
        -- the cost of ads is their spend
        coalesce(campaigns.fixed_cost, campaigns.cost_per_message) is not null
        and campaigns.campaign_key not in (select ads.campaign_key from ads)
        {%- if 'ad_spend' in switched_off('entities') %}
        and campaigns.channel <> 'ads'
        {%- endif %} as has_cost
    from campaigns
    left join messages
        on campaigns.campaign_key = messages.campaign_key
    cross join latest_order
)

select
    costed.campaign_key as campaign_id,
    costed.source_name,
    costed.campaign_name,
    costed.channel,
    costed.objective,
    costed.offer,
    costed.promotion_code as promotion_id,
    costed.started_on,
    costed.known_ended_on as ended_on,
    case
        when costed.has_cost
            then {{ convert_amount('costed.total_cost', 'currencies.rate_to_reporting') }}
    end as cost,
    case when costed.has_cost then coalesce(currencies.rate_origin, 'missing') end
        as cost_rate_origin
from costed
left join currencies
    on
        costed.first_month = currencies.month_start
        and costed.currency_code = currencies.currency_code
union all
select
    campaign_key as campaign_id,
    source_name,
    campaign_name,
    'ads' as channel,
    cast(null as string) as objective,
    cast(null as string) as offer,
    cast(null as string) as promotion_id,
    started_on,
    ended_on,
    cast(null as decimal(18, 2)) as cost,
    cast(null as string) as cost_rate_origin
from advertised
