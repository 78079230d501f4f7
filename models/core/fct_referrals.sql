with referrals as (
    select * from {{ ref('input_referrals') }}
),

identities as (
    select * from {{ ref('int_identities_resolved') }}
    where identity_type = 'customer'
)

select
    referrals.referral_key as referral_id,
    referrals.source_name,
    referrers.customer_id as referrer_customer_id,
    referred.customer_id as referred_customer_id,
    referrals.referred_at
from referrals
inner join identities as referrers
    on referrals.referrer_source_customer_key = referrers.identity_id
inner join identities as referred
    on referrals.referred_source_customer_key = referred.identity_id
where referrers.customer_id <> referred.customer_id
