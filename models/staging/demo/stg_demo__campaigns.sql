{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as campaign_key,
    'demo' as source_name,
    name as campaign_name,
    channel,
    objective,
    offer,
    {{ source_key('demo', 'promotion_code') }} as promotion_code,
    started_on,
    ended_on,
    fixed_cost,
    cost_per_message,
    currency as currency_code,
    exported_at as loaded_at
from {{ source('demo', 'campaigns') }}
