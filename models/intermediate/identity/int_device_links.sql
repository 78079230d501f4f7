select
    left_node,
    right_node
from {{ ref('int_identity_links') }}
where
    left_type in ('anonymous', 'device')
    and right_type in ('anonymous', 'device')
