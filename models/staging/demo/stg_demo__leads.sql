{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as lead_key,
    'demo' as source_name,
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    origin,
    landing_page,
    created_at,
    qualified_at,
    won_at,
    lost_at,
    value,
    currency as currency_code,
    segment,
    exported_at as loaded_at
from {{ source('demo', 'leads') }}
