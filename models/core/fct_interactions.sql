with interactions as (
    select * from {{ ref('input_interactions') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
)

select
    interactions.interaction_key as interaction_id,
    interactions.source_name,
    accounts.customer_id,
    {{ identified_at('interactions.happened_at', 'accounts.linked_at') }} as identified_at,
    interactions.interaction_type,
    interactions.direction,
    interactions.topic,
    interactions.duration_seconds,
    interactions.happened_at
from interactions
left join accounts
    on interactions.source_customer_key = accounts.source_customer_key
