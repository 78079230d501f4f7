with links as (
    select * from {{ ref('int_identity_links') }}
    where
        left_type not in ('anonymous', 'device')
        and right_type not in ('anonymous', 'device')
),

shared as (
    select * from {{ ref('int_shared_identifiers') }}
)

select
    links.left_node,
    links.right_node
from links
left join shared as left_shared
    on links.left_node = left_shared.node
left join shared as right_shared
    on links.right_node = right_shared.node
where left_shared.node is null and right_shared.node is null
