{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as referral_key,
    'demo' as source_name,
    {{ source_key('demo', 'referrer_id') }} as referrer_source_customer_key,
    {{ source_key('demo', 'referred_id') }} as referred_source_customer_key,
    referred_at,
    exported_at as loaded_at
from {{ source('demo', 'referrals') }}
