with members as (
    select * from {{ ref('int_identities_grouped') }}
),

links as (
    select * from {{ ref('int_identities_linked') }}
),

ranked as (
    select
        *,
        -- an account outlives cookies and addresses: where there is one, it names the person; a
        -- guest is named by the cookie that ordered
        row_number() over (
            partition by account_group
            order by
                case
                    when node like 'customer/%' then 0
                    when has_guest_order then 1
                end asc nulls last,
                first_seen_at asc nulls last,
                node asc nulls last
        ) as member_number
    from members
),

keys as (
    select
        account_group,
        node,
        coalesce(first_seen_at, timestamp '1970-01-01 00:00:00') as reached_at
    from ranked
    where member_number = 1
),

-- the linter cannot read DuckDB's recursion by key
within_people as ( -- noqa: ST03
    select
        links.left_node,
        links.right_node,
        links.first_seen_at
    from links
    inner join members as left_members
        on links.left_node = left_members.node
    inner join members as right_members
        on links.right_node = right_members.node
    where left_members.account_group = right_members.account_group
),

reached as (
    {{ reached_at('keys', 'within_people') | indent(4) }} -- noqa: PRS
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
