{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'opportunity_id') }} as opportunity_key,
    stage,
    'demo' as source_name,
    {{ source_key('demo', 'lead_id') }} as lead_key,
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    entered_at,
    amount,
    owner,
    exported_at as loaded_at
from {{ source('demo', 'opportunities') }}
