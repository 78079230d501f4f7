with members as (
    select * from {{ ref('int_identities_grouped') }}
),

links as (
    select * from {{ ref('int_identities_linked') }}
),

ranked as (
    select
        *,
        -- an account outlives cookies and addresses: where there is one, it names the person
        row_number() over (
            partition by account_group
            order by
                case when node like 'customer/%' then 0 else 1 end asc nulls last,
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
        substring(keys.node, length(split_part(keys.node, '/', 1)) + 2) as person_key,
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
    first_seen_at,
    linked_at
from named
