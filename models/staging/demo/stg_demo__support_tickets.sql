{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as ticket_key,
    'demo' as source_name,
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    opened_at,
    first_reply_at,
    resolved_at,
    topic,
    severity,
    channel,
    exported_at as loaded_at
from {{ source('demo', 'support_tickets') }}
