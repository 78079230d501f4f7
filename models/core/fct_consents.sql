with consents as (
    select * from {{ ref('input_consents') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
)

select
    consents.consent_key as consent_id,
    consents.source_name,
    accounts.customer_id,
    consents.purpose,
    consents.channel,
    consents.lawful_basis,
    consents.granted_at,
    consents.withdrawn_at
from consents
left join accounts
    on consents.source_customer_key = accounts.source_customer_key
