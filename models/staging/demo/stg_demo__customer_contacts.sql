{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    'demo' as source_name,
    cast(email as string) as email,
    cast(phone as string) as phone,
    cast(first_name as string) as first_name,
    cast(last_name as string) as last_name,
    cast(street as string) as street,
    cast(city as string) as city,
    cast(postal_code as string) as postal_code,
    cast(birth_month as int) as birth_month,
    cast(birth_day as int) as birth_day,
    cast(exported_at as timestamp) as loaded_at
from {{ source('demo', 'contacts') }}
