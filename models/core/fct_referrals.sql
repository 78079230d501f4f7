with referrals as (
    select * from {{ ref('input_referrals') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
)

select
    referrals.referral_key as referral_id,
    referrals.source_name,
    referrers.customer_id as referrer_customer_id,
    referred.customer_id as referred_customer_id,
    referrals.referred_at
from referrals
inner join accounts as referrers
    on referrals.referrer_source_customer_key = referrers.source_customer_key
inner join accounts as referred
    on referrals.referred_source_customer_key = referred.source_customer_key
where referrers.customer_id <> referred.customer_id
