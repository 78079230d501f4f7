{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as interaction_key,
    'demo' as source_name,
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    type as interaction_type,
    direction,
    happened_at,
    duration_seconds,
    topic,
    exported_at as loaded_at
from {{ source('demo', 'interactions') }}
