{{ config(enabled='demo' in var('sources')) }}

select
    date as date_day,
    signal,
    'demo' as source_name,
    value,
    exported_at as loaded_at
from {{ source('demo', 'market_signals') }}
