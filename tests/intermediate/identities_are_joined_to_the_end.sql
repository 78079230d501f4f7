-- One more round of joining would change nothing: linked accounts and addresses are in one group,
-- and none of the links of an id gives an earlier time at which the id was known.
with links as (
    select * from {{ ref('int_identity_links') }}
),

accounts as (
    select * from {{ ref('int_account_groups') }}
),

identities as (
    select
        *,
        identity_type || '/' || identity_id as node
    from {{ ref('int_identities_resolved') }}
)

select
    links.left_node,
    links.right_node
from links
inner join accounts as left_accounts
    on links.left_node = left_accounts.node
inner join accounts as right_accounts
    on links.right_node = right_accounts.node
where left_accounts.account_group <> right_accounts.account_group
union all
select
    links.left_node,
    links.right_node
from links
inner join identities as left_ids
    on links.left_node = left_ids.node
inner join identities as right_ids
    on links.right_node = right_ids.node
where
    left_ids.customer_id = right_ids.customer_id
    and right_ids.linked_at > greatest(left_ids.linked_at, links.first_seen_at)
