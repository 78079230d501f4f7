{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as subscription_key,
    'demo' as source_name,
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    plan,
    started_at,
    ended_at,
    trial_ended_at,
    paused_at,
    resumed_at,
    monthly_amount,
    currency as currency_code,
    cancel_reason,
    exported_at as loaded_at
from {{ source('demo', 'subscriptions') }}
