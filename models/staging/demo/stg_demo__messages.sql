{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as message_key,
    'demo' as source_name,
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    {{ source_key('demo', 'campaign_id') }} as campaign_key,
    experiment_arm,
    assigned_at,
    sent_at,
    delivered_at,
    opened_at,
    clicked_at,
    unsubscribed_at,
    bounced_at,
    complained_at,
    exported_at as loaded_at
from {{ source('demo', 'messages') }}
