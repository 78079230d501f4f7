with customers as (
    select distinct 'customer/' || source_customer_key as node
    from {{ ref('input_customers') }}
),

-- the linter cannot parse DuckDB's recursive CTE with a key
joined as (
    {{ connected_components(ref('int_account_links')) | indent(4) }} -- noqa: PRS
),

-- addresses that are linked with cookies only: subscribers to a newsletter
subscribers as (
    select distinct linked.left_node as node
    from {{ ref('int_identity_links') }} as linked
    left join {{ ref('int_shared_identifiers') }} as shared
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
