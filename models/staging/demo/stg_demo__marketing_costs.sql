{{ config(enabled='demo' in var('sources')) }}

select
    month,
    channel,
    cost_type,
    'demo' as source_name,
    amount,
    currency as currency_code,
    exported_at as loaded_at
from {{ source('demo', 'marketing_costs') }}
