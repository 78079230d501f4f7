with links as (
    select * from {{ ref('int_identity_links') }}
    where
        left_type not in ('anonymous', 'device')
        and right_type not in ('anonymous', 'device')
),

-- the accounts that an address was itself seen with
seen_with as (
    select
        left_node as node,
        right_node as customer_node
    from links
    where left_type <> 'customer' and right_type = 'customer'
),

few as (
    select node
    from seen_with
    group by node
    having count(*) <= {{ var('max_identity_links') }}
),

-- and those of the addresses that it was seen with: a card may lead to a town by its e-mails
reached as (
    select
        node,
        customer_node
    from seen_with
    union
    select
        links.left_node as node,
        seen_with.customer_node
    from links
    inner join few
        on links.right_node = few.node
    inner join seen_with
        on few.node = seen_with.node
    where links.left_type <> 'customer'
)

select node
from reached
group by node
having count(*) > {{ var('max_identity_links') }}
