{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as source_customer_key,
    'demo' as source_name,
    cast(birth_year as int) as birth_year,
    cast(gender as string) as gender,
    cast(occupation as string) as occupation,
    cast(country as string) as country,
    cast(region as string) as region,
    cast(language as string) as language,
    cast(time_zone as string) as time_zone,
    cast(created_at as timestamp) as created_at,
    cast(signup_channel as string) as acquisition_hint,
    cast(is_test as boolean) as is_test,
    cast(exported_at as timestamp) as loaded_at
from {{ source('demo', 'customers') }}
