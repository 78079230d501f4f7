{{ config(enabled='demo' in var('sources')) }}

select
    {{ linked_id('demo', 'left') }} as left_id,
    {{ linked_id('demo', 'right') }} as right_id,
    left_type,
    right_type,
    'demo' as source_name,
    cast(first_seen_at as timestamp) as first_seen_at,
    cast(exported_at as timestamp) as loaded_at
from {{ source('demo', 'identities') }}
