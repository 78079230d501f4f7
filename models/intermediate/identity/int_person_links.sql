with members as (
    select * from {{ ref('int_identity_groups') }}
)

select
    links.left_node,
    links.right_node,
    links.first_seen_at
from {{ ref('int_identity_links') }} as links
inner join members as left_members
    on links.left_node = left_members.node
inner join members as right_members
    on links.right_node = right_members.node
where left_members.account_group = right_members.account_group
