with links as (
    select * from {{ ref('int_identities_linked') }}
    where
        left_type not in ('anonymous', 'device')
        and right_type not in ('anonymous', 'device')
),

customers as (
    select distinct 'customer/' || source_customer_key as node
    from {{ ref('input_customers') }}
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
),

shared as (
    select node
    from reached
    group by node
    having count(*) > {{ var('max_identity_links') }}
),

-- the linter cannot read DuckDB's recursion by key
kept as ( -- noqa: ST03
    select
        links.left_node,
        links.right_node
    from links
    left join shared as left_shared
        on links.left_node = left_shared.node
    left join shared as right_shared
        on links.right_node = right_shared.node
    where left_shared.node is null and right_shared.node is null
),

joined as (
    {{ connected_components('kept') | indent(4) }} -- noqa: PRS
),

-- addresses of a cookie alone: subscribers to a newsletter
subscribers as (
    select distinct linked.left_node as node
    from {{ ref('int_identities_linked') }} as linked
    left join shared
        on linked.left_node = shared.node
    where
        linked.left_type not in ('anonymous', 'device', 'customer')
        and linked.right_type in ('anonymous', 'device')
        and shared.node is null
),

nodes as (
    select node from joined
    union
    select node from customers
    union
    select node from subscribers
)

select
    nodes.node,
    coalesce(joined.component, nodes.node) as account_group
from nodes
left join joined
    on nodes.node = joined.node
