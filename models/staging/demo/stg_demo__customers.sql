{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as source_customer_key,
    'demo' as source_name,
    birth_year,
    gender,
    occupation,
    country,
    region,
    language,
    time_zone,
    created_at,
    signup_channel as acquisition_hint,
    is_test,
    exported_at as loaded_at
from {{ source('demo', 'customers') }}
