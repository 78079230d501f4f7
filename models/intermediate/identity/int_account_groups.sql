with customers as (
    select distinct 'customer/' || source_customer_key as node
    from {{ ref('input_customers') }}
),

shared as (
    select * from {{ ref('int_shared_identifiers') }}
),

-- the linter cannot parse DuckDB's recursive CTE with a key
joined as (
    {{ connected_components(ref('int_account_links')) | indent(4) }} -- noqa: PRS
),

-- the addresses of orders without an account
guests as (
    select distinct 'email_hash/' || email_hash as node
    from {{ ref('int_identities_first_seen') }}
    where is_guest_order and email_hash is not null
),

nodes as (
    select node from joined
    union
    select node from customers
    union
    select guests.node
    from guests
    left join shared
        on guests.node = shared.node
    where shared.node is null
),

grouped as (
    select
        nodes.node,
        coalesce(joined.component, nodes.node) as account_group,
        guests.node is not null as has_guest_order
    from nodes
    left join joined
        on nodes.node = joined.node
    left join guests
        on nodes.node = guests.node
),

-- an address that leads to no account and no order is that of a subscriber
people as (
    select account_group
    from grouped
    group by account_group
    having bool_or(has_guest_order or node like 'customer/%')
)

select
    grouped.node,
    grouped.account_group,
    grouped.has_guest_order
from grouped
inner join people
    on grouped.account_group = people.account_group
