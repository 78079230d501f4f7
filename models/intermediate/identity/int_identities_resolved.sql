with members as (
    select * from {{ ref('int_identity_groups') }}
),

keys as (
    select
        account_group,
        -- ids of two types may have the same text: only accounts are written without their type
        case
            when node like 'customer/%' then substring(node, length('customer/') + 1)
            else node
        end as person_key
    from {{ ref('int_person_keys') }}
),

-- the pseudonym is computed once per person, not once per id
people as (
    select
        account_group,
        person_key,
        {{ pseudonym('person_key') }} as customer_id
    from keys
),

-- the linter cannot parse DuckDB's recursive CTE with a key
reached as (
    {{ reached_at(ref('int_person_keys'), ref('int_person_links')) | indent(4) }} -- noqa: PRS
)

select
    substring(members.node, length(split_part(members.node, '/', 1)) + 2) as identity_id,
    split_part(members.node, '/', 1) as identity_type,
    people.person_key,
    people.customer_id,
    members.has_guest_order,
    members.first_seen_at,
    reached.reached_at as linked_at
from members
inner join people
    on members.account_group = people.account_group
left join reached
    on members.node = reached.node
