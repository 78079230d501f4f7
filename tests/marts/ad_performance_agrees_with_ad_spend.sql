-- Every figure of ad_performance_daily is in fct_ad_spend, and every one up to the as-of date is in
-- ad_performance_daily.
with performance as (
    select * from {{ ref('ad_performance_daily') }}
),

ad_spend as (
    select ad_spend.*
    from {{ ref('fct_ad_spend') }} as ad_spend
    inner join {{ ref('as_of') }} as as_of
        on ad_spend.date_day <= as_of.as_of_date
),

totals as (
    {%- for relation in ['performance', 'ad_spend'] %}
    select
        platform,
        campaign_id,
        '{{ relation }}' as origin,
        {%- for figure in ['impressions', 'clicks', 'spend', 'conversions', 'conversions_value'] %}
        cast(sum({{ figure }}) as decimal(38, 6)) as {{ figure }}{% if not loop.last %},{% endif %}
        {%- endfor %}
    from {{ relation }}
    group by platform, campaign_id
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
)

select
    platform,
    campaign_id
from totals
group by platform, campaign_id
having
    count(*) <> 2
    {%- for figure in ['impressions', 'clicks', 'spend', 'conversions', 'conversions_value'] %}
    or min({{ figure }}) <> max({{ figure }})
    or count({{ figure }}) = 1
    {%- endfor %}
