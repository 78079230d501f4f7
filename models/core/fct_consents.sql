with consents as (
    select * from {{ ref('input_consents') }}
),

identities as (
    select * from {{ ref('int_identities_resolved') }}
    where identity_type = 'customer'
)

select
    consents.consent_key as consent_id,
    consents.source_name,
    identities.customer_id,
    consents.purpose,
    consents.channel,
    consents.lawful_basis,
    consents.granted_at,
    consents.withdrawn_at
from consents
left join identities
    on consents.source_customer_key = identities.identity_id
