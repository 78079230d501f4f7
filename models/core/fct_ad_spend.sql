with ad_spend as (
    select
        *,
        {{ normalized_utm('platform') }} as platform_tag,
        {{ normalized_utm('campaign_name') }} as campaign_tag
    from {{ ref('input_ad_spend') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
),

-- the rows of several ad groups add up
converted as (
    select
        ad_spend.*,
        {{ platform_channel('ad_spend.platform_tag', 'ad_spend.campaign_tag') }} as channel,
        {{ unrounded_amount('ad_spend.spend', 'currencies.rate_to_reporting') }} as exact_spend,
        {{ unrounded_amount('ad_spend.conversions_value', 'currencies.rate_to_reporting') }}
            as exact_value
    from ad_spend
    left join currencies
        on
            cast(date_trunc('month', ad_spend.date_day) as date) = currencies.month_start
            and ad_spend.currency_code = currencies.currency_code
)

select
    date_day,
    platform,
    campaign_key as campaign_id,
    ad_key as ad_id,
    min(source_name) as source_name,
    min(account_id) as account_id,
    min(channel) as channel,
    try_cast(sum(impressions) as int) as impressions,
    try_cast(sum(clicks) as int) as clicks,
    -- if the amount of a part is unknown, so is that of the whole
    case
        when count(exact_spend) = count(spend) then {{ money('sum(exact_spend)', 6) }}
    end as spend,
    cast(sum(conversions) as decimal(18, 6)) as conversions,
    case
        when count(exact_value) = count(conversions_value) then {{ money('sum(exact_value)', 6) }}
    end as conversions_value
from converted
group by date_day, platform, campaign_key, ad_key
