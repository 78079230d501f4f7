{{ config(enabled='demo' in var('sources')) }}

select
    month,
    currency as currency_code,
    'demo' as source_name,
    rate as rate_to_reporting
from {{ source('demo', 'exchange_rates') }}
