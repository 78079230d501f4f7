{{ config(enabled='demo' in var('sources')) }}

select
    cast(month as date) as month,
    cast(currency as string) as currency_code,
    'demo' as source_name,
    cast(rate as decimal(18, 8)) as rate_to_reporting
from {{ source('demo', 'exchange_rates') }}
