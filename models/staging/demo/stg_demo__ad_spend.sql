{{ config(enabled='demo' in var('sources')) }}

select
    date as date_day,
    platform,
    {{ source_key('demo', 'campaign_id') }} as campaign_key,
    {{ source_key('demo', 'ad_id') }} as ad_key,
    'demo' as source_name,
    account_id,
    campaign_name,
    impressions,
    clicks,
    spend,
    conversions,
    conversions_value,
    currency as currency_code,
    exported_at as loaded_at
from {{ source('demo', 'ad_spend') }}
