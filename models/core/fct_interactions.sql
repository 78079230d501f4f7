with interactions as (
    select * from {{ ref('input_interactions') }}
),

identities as (
    select * from {{ ref('int_identities_resolved') }}
    where identity_type = 'customer'
)

select
    interactions.interaction_key as interaction_id,
    interactions.source_name,
    identities.customer_id,
    {{ identified_at('interactions.happened_at', 'identities.linked_at') }} as identified_at,
    interactions.interaction_type,
    interactions.direction,
    interactions.topic,
    interactions.duration_seconds,
    interactions.happened_at
from interactions
left join identities
    on interactions.source_customer_key = identities.identity_id
