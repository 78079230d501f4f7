select
    identity_id as source_customer_key,
    customer_id,
    first_seen_at,
    linked_at
from {{ ref('int_identities_resolved') }}
where identity_type = 'customer'
