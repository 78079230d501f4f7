with links as (
    select * from {{ ref('int_identity_links') }}
    where
        left_type not in ('anonymous', 'device')
        and right_type not in ('anonymous', 'device')
),

-- the accounts that are linked with the address directly
direct_accounts as (
    select
        left_node as node,
        right_node as customer_node
    from links
    where left_type <> 'customer' and right_type = 'customer'
),

unshared as (
    select node
    from direct_accounts
    group by node
    having count(*) <= {{ var('max_identity_links') }}
),

-- and the accounts of the addresses that are linked with it: one card may connect many e-mail
-- addresses
all_accounts as (
    select
        node,
        customer_node
    from direct_accounts
    union
    select
        links.left_node as node,
        direct_accounts.customer_node
    from links
    inner join unshared
        on links.right_node = unshared.node
    inner join direct_accounts
        on unshared.node = direct_accounts.node
    where links.left_type <> 'customer'
)

select node
from all_accounts
group by node
having count(*) > {{ var('max_identity_links') }}
