with server_events as (
    select * from {{ ref('int_server_events_with_account') }}
),

seen as (
    select * from {{ ref('int_visitors_with_account') }}
),

-- of several open visits of the order, the one that was active last; without one, the visit that
-- begins next
joined_by_order as (
    select
        event_key,
        visitor_key,
        seen_at,
        account_key,
        taken_over_at
    from seen
    where seen_by = 'server' and coalesce(active_at, next_active_at) is not null
    qualify row_number() over (
        partition by event_key
        order by
            active_at desc nulls last, next_active_at asc nulls last, visitor_key asc nulls last
    ) = 1
),

-- what each account did, in time: the other events of servers have no visitor yet
acts as (
    select
        account_key,
        event_key,
        seen_at,
        visitor_key,
        taken_over_at
    from seen
    where seen_by = 'visitor' and account_key is not null
    union all
    select
        account_key,
        event_key,
        seen_at,
        visitor_key,
        taken_over_at
    from joined_by_order
    where account_key is not null
    union all
    select
        server_events.account_key,
        server_events.event_key,
        server_events.event_at as seen_at,
        cast(null as string) as visitor_key,
        cast(null as timestamp) as taken_over_at
    from server_events
    left join joined_by_order
        on server_events.event_key = joined_by_order.event_key
    where server_events.account_key is not null and joined_by_order.event_key is null
),

acts_after_pauses as (
    select
        *,
        coalesce(
            seen_at > lag(seen_at) over (
                partition by account_key order by seen_at asc nulls last, event_key asc nulls last
            ) + {{ session_timeout() }},
            true
        ) as is_after_pause
    from acts
),

acts_in_visits as (
    select
        *,
        count(case when is_after_pause then 1 end) over (
            partition by account_key order by seen_at asc nulls last, event_key asc nulls last
        ) as visit_number
    from acts_after_pauses
),

acts_with_visitors as (
    select
        event_key,
        seen_at,
        visitor_key,
        {{ last_value_ignore_nulls('visitor_key') }} over visit_so_far as last_visitor_key,
        {{ last_value_ignore_nulls('taken_over_at') }} over visit_so_far as last_taken_over_at,
        {{ last_value_ignore_nulls('visitor_key') }} over visit_to_come as next_visitor_key
    from acts_in_visits
    window
        visit_so_far as (
            partition by account_key, visit_number
            order by seen_at asc nulls last, event_key asc nulls last
        ),
        visit_to_come as (
            partition by account_key, visit_number
            order by seen_at desc nulls last, event_key desc nulls last
        )
),

joined_by_account as (
    select
        event_key,
        coalesce(
            case when seen_at < last_taken_over_at then last_visitor_key end, next_visitor_key
        ) as visitor_key
    from acts_with_visitors
    where visitor_key is null
),

visitors as (
    select
        server_events.event_key,
        coalesce(
            joined_by_order.visitor_key,
            joined_by_account.visitor_key,
            case
                when server_events.is_account_of_order then 'customer/' || server_events.account_key
            end
        ) as visitor_key
    from server_events
    left join joined_by_order
        on server_events.event_key = joined_by_order.event_key
    left join joined_by_account
        on server_events.event_key = joined_by_account.event_key
)

select
    event_key,
    visitor_key
from visitors
where visitor_key is not null
