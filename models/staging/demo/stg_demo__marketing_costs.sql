{{ config(enabled='demo' in var('sources')) }}

select
    month,
    -- the demo has its own words for two channels
    case channel when 'affiliate' then 'affiliates' when 'push' then 'mobile_push' else channel end
        as channel,
    cost_type,
    'demo' as source_name,
    amount,
    currency as currency_code,
    exported_at as loaded_at
from {{ source('demo', 'marketing_costs') }}
