{{ config(enabled='demo' in var('sources')) }}

select
    {{ linked_id('demo', 'left') }} as left_id,
    {{ linked_id('demo', 'right') }} as right_id,
    left_type,
    right_type,
    'demo' as source_name,
    first_seen_at,
    exported_at as loaded_at
from {{ source('demo', 'identities') }}
