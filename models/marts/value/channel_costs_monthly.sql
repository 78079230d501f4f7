with as_of as (
    select * from {{ ref('as_of') }}
),

-- added up before they are rounded to cents
ad_costs as (
    select
        cast(date_trunc('month', ad_spend.date_day) as date) as cost_date,
        ad_spend.channel,
        'ads' as cost_kind,
        {{ null_unless_all_known('ad_spend.spend') }} as amount
    from {{ ref('fct_ad_spend') }} as ad_spend
    inner join as_of
        on ad_spend.date_day <= as_of.as_of_date
    group by cast(date_trunc('month', ad_spend.date_day) as date), ad_spend.channel
),

campaigns as (
    select
        campaign_id,
        -- ads whose platform no source exports
        case channel when 'ads' then 'paid_other' else {{ message_channel('channel') }} end
            as channel,
        coalesce(started_on, ended_on) as campaign_date,
        cost
    from {{ ref('dim_campaigns') }}
    where cost_rate_origin is not null
),

sent as (
    select
        campaign_id,
        {{ local_date('sent_at') }} as sent_date,
        count(*) as sent_count
    from {{ ref('fct_messages') }}
    where sent_at is not null and campaign_id is not null
    group by campaign_id, {{ local_date('sent_at') }}
),

sent_up_to as (
    select
        *,
        cast(sum(sent_count) over (
            partition by campaign_id
            order by sent_date asc nulls last
            rows between unbounded preceding and current row
        ) as bigint) as sent_up_to_count,
        cast(sum(sent_count) over (partition by campaign_id) as bigint) as all_sent_count
    from sent
),

-- each message bears its share of the cost of its campaign
campaign_costs as (
    select
        coalesce(sent_up_to.sent_date, campaigns.campaign_date, as_of.as_of_date) as cost_date,
        campaigns.channel,
        'campaigns' as cost_kind,
        case
            when sent_up_to.campaign_id is null then campaigns.cost
            when campaigns.cost is not null then {{ allocate_amount(
                'campaigns.cost', 'sent_up_to.sent_count', 'sent_up_to.sent_up_to_count',
                'sent_up_to.all_sent_count', 'true'
            ) }}
        end as amount
    from campaigns
    left join sent_up_to
        on campaigns.campaign_id = sent_up_to.campaign_id
    cross join as_of
),

costs as (
    select * from ad_costs
    union all
    select * from campaign_costs
    union all
    select
        month_start as cost_date,
        channel,
        'other' as cost_kind,
        amount
    from {{ ref('fct_marketing_costs') }}
),

summed as (
    select
        cast(date_trunc('month', costs.cost_date) as date) as month_start,
        costs.channel,
        {%- for name, kinds in [
            ('spend', "'ads'"), ('media_cost', "'ads', 'campaigns'"),
            ('fully_loaded_cost', "'ads', 'campaigns', 'other'"),
        ] %}
        -- an unknown part makes the sum unknown; without a part there is no cost
        cast(case
            when count_if(costs.cost_kind in ({{ kinds }}) and costs.amount is null) = 0
                then sum(case when costs.cost_kind in ({{ kinds }}) then costs.amount end)
        end as decimal(18, 2)) as {{ name }}{% if not loop.last %},{% endif %}
        {%- endfor %}
    from costs
    inner join as_of
        on costs.cost_date <= as_of.as_of_date
    group by cast(date_trunc('month', costs.cost_date) as date), costs.channel
)

select
    month_start,
    channel,
    spend,
    media_cost,
    {% if sources_of('marketing_costs') -%}
    fully_loaded_cost
    {%- else -%}
    -- no source has the costs beside media
    cast(null as decimal(18, 2)) as fully_loaded_cost
    {%- endif %}
from summed
{%- if 'ad_spend' in switched_off('entities') %}
-- without ads no one knows what a paid channel costs
where not {{ is_paid_channel('channel') }}
{%- endif %}
