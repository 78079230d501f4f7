{{ config(enabled=is_built()) }}

with ad_spend as (
    select * from {{ ref('fct_ad_spend') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

summed as (
    select
        ad_spend.date_day,
        ad_spend.platform,
        ad_spend.campaign_id,
        cast(sum(ad_spend.impressions) as bigint) as impressions,
        cast(sum(ad_spend.clicks) as bigint) as clicks,
        -- an ad without an exchange rate makes the spend of its campaign unknown
        cast(
            case when count(ad_spend.spend) = count(*) then sum(ad_spend.spend) end
            as decimal(18, 6)
        ) as spend,
        cast(sum(ad_spend.conversions) as decimal(18, 6)) as conversions,
        cast(sum(ad_spend.conversions_value) as decimal(18, 6)) as conversions_value
    from ad_spend
    inner join as_of
        on ad_spend.date_day <= as_of.as_of_date
    group by ad_spend.date_day, ad_spend.platform, ad_spend.campaign_id
)

select
    date_day,
    platform,
    campaign_id,
    impressions,
    clicks,
    spend,
    conversions,
    conversions_value,
    {{ ratio('clicks', 'impressions') }} as click_through_rate,
    {{ ratio('spend', 'clicks') }} as cost_per_click,
    {{ ratio('1000 * spend', 'impressions') }} as cost_per_thousand,
    {{ ratio('spend', 'conversions') }} as cost_per_conversion,
    {{ ratio('conversions_value', 'spend') }} as roas
from summed
