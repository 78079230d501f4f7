{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'code') }} as promotion_code,
    'demo' as source_name,
    type as promotion_type,
    value,
    valid_from,
    valid_to,
    minimum_order,
    exported_at as loaded_at
from {{ source('demo', 'promotions') }}
