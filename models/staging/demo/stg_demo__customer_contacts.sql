{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    'demo' as source_name,
    email,
    phone,
    first_name,
    last_name,
    street,
    city,
    postal_code,
    birth_month,
    birth_day,
    exported_at as loaded_at
from {{ source('demo', 'contacts') }}
