with ranked as (
    select
        *,
        -- an account lasts longer than an address, and an address longer than a cookie: the account
        -- names the person; without one, the address that ordered does, or else the cookie
        row_number() over (
            partition by account_group
            order by
                case
                    when node like 'customer/%' then 0
                    when has_guest_order and node not like 'anonymous/%' then 1
                    when has_guest_order then 2
                end asc nulls last,
                first_seen_at asc nulls last,
                node asc nulls last
        ) as member_number
    from {{ ref('int_identity_groups') }}
)

select
    account_group,
    node,
    coalesce(first_seen_at, timestamp '1970-01-01 00:00:00') as reached_at
from ranked
where member_number = 1
