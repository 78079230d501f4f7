{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as consent_key,
    'demo' as source_name,
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    purpose,
    channel,
    lawful_basis,
    granted_at,
    withdrawn_at,
    exported_at as loaded_at
from {{ source('demo', 'consents') }}
