with tickets as (
    select * from {{ ref('input_support_tickets') }}
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
    {{ seconds_between('tickets.opened_at', 'tickets.first_reply_at') }} as seconds_to_first_reply,
    {{ seconds_between('tickets.opened_at', 'tickets.resolved_at') }} as seconds_to_resolution,
    tickets.resolved_at is not null as is_resolved,
    tickets.opened_at,
    tickets.first_reply_at,
    tickets.resolved_at
from tickets
left join accounts
    on tickets.source_customer_key = accounts.source_customer_key
