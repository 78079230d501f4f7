with links as (
    select * from {{ ref('int_identity_links') }}
    where left_type in ('anonymous', 'device')
),

accounts as (
    select * from {{ ref('int_account_groups') }}
),

guests as (
    select distinct 'anonymous/' || anonymous_id as node
    from {{ ref('int_identities_first_seen') }}
    where is_guest_order and anonymous_id is not null
),

-- the linter cannot parse DuckDB's recursive CTE with a key
joined as (
    {{ connected_components(ref('int_device_links')) | indent(4) }} -- noqa: PRS
),

nodes as (
    select left_node as node from links
    union
    select node from guests
),

households as (
    select
        nodes.node,
        coalesce(joined.component, nodes.node) as household,
        guests.node is not null as has_guest_order
    from nodes
    left join joined
        on nodes.node = joined.node
    left join guests
        on nodes.node = guests.node
),

-- the people that the cookie or the device itself was seen with
seen_with as (
    select distinct
        households.node,
        households.household,
        accounts.account_group
    from households
    inner join links
        on households.node = links.left_node
    inner join accounts
        on links.right_node = accounts.node
),

people_of_nodes as (
    select
        node,
        count(*) as people_count,
        min(account_group) as account_group
    from seen_with
    group by node
),

people_of_households as (
    select
        household,
        count(distinct account_group) as people_count,
        min(account_group) as account_group
    from seen_with
    group by household
),

orders_of_households as (
    select
        household,
        bool_or(has_guest_order) as has_guest_order
    from households
    group by household
),

assigned as (
    select
        households.node,
        households.has_guest_order,
        case
            -- the whole household belongs to one person, or to a guest who ordered
            when people_of_households.people_count = 1 then people_of_households.account_group
            when people_of_households.people_count is null and orders_of_households.has_guest_order
                then households.household
            -- the household has several people: then only the links of the id itself count
            when people_of_nodes.people_count = 1 then people_of_nodes.account_group
            when people_of_nodes.people_count is null and households.has_guest_order
                then households.node
        end as account_group
    from households
    inner join orders_of_households
        on households.household = orders_of_households.household
    left join people_of_households
        on households.household = people_of_households.household
    left join people_of_nodes
        on households.node = people_of_nodes.node
)

select
    node,
    account_group,
    has_guest_order
from assigned
where account_group is not null
