with as_of as (
    select * from {{ ref('as_of') }}
),

-- desks write by when they must reply: it has not happened
tickets as (
    select
        tickets.*,
        {{ known_time('tickets.first_reply_at', 'as_of.as_of_date') }} as known_first_reply_at,
        {{ known_time('tickets.resolved_at', 'as_of.as_of_date') }} as known_resolved_at
    from {{ ref('input_support_tickets') }} as tickets
    cross join as_of
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
)

select
    tickets.ticket_key as ticket_id,
    tickets.source_name,
    accounts.customer_id,
    {{ identified_at('tickets.opened_at', 'accounts.linked_at') }} as identified_at,
    tickets.topic,
    tickets.severity,
    tickets.channel,
    {{ seconds_between('tickets.opened_at', 'tickets.known_first_reply_at') }}
        as seconds_to_first_reply,
    {{ seconds_between('tickets.opened_at', 'tickets.known_resolved_at') }}
        as seconds_to_resolution,
    tickets.known_resolved_at is not null as is_resolved,
    tickets.opened_at,
    tickets.first_reply_at,
    tickets.resolved_at
from tickets
left join accounts
    on tickets.source_customer_key = accounts.source_customer_key
