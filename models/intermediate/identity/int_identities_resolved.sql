with members as (
    select * from {{ ref('int_identity_groups') }}
),

keys as (
    select * from {{ ref('int_person_keys') }}
),

-- the linter cannot read DuckDB's recursion by key
reached as ( -- noqa: ST03
    {{ reached_at(ref('int_person_keys'), ref('int_person_links')) | indent(4) }} -- noqa: PRS
),

named as (
    select
        split_part(members.node, '/', 1) as identity_type,
        substring(members.node, length(identity_type) + 2) as identity_id,
        -- a cookie and an account may be the same text: accounts alone stand without their type
        case
            when keys.node like 'customer/%' then substring(keys.node, length('customer/') + 1)
            else keys.node
        end as person_key,
        members.has_guest_order,
        members.first_seen_at,
        reached.reached_at as linked_at
    from members
    inner join keys
        on members.account_group = keys.account_group
    left join reached
        on members.node = reached.node
)

select
    identity_id,
    identity_type,
    person_key,
    {{ pseudonym('person_key') }} as customer_id,
    has_guest_order,
    first_seen_at,
    linked_at
from named
