with ad_spend as (
    select
        *,
        {{ normalized_utm('platform') }} as platform_tag,
        {{ normalized_utm('campaign_name') }} as campaign_tag
    from {{ ref('input_ad_spend') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
)

select
    ad_spend.date_day,
    ad_spend.platform,
    ad_spend.campaign_key as campaign_id,
    ad_spend.ad_key as ad_id,
    ad_spend.source_name,
    ad_spend.account_id,
    {{ platform_channel('ad_spend.platform_tag', 'ad_spend.campaign_tag') }} as channel,
    ad_spend.impressions,
    ad_spend.clicks,
    {{ convert_amount('ad_spend.spend', 'currencies.rate_to_reporting', places=6) }} as spend,
    ad_spend.conversions,
    {{ convert_amount(
        'ad_spend.conversions_value', 'currencies.rate_to_reporting', places=6
    ) }} as conversions_value
from ad_spend
left join currencies
    on
        cast(date_trunc('month', ad_spend.date_day) as date) = currencies.month_start
        and ad_spend.currency_code = currencies.currency_code
