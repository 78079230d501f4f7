with tickets as (
    select * from {{ ref('input_support_tickets') }}
),

identities as (
    select * from {{ ref('int_identities_resolved') }}
    where identity_type = 'customer'
)

select
    tickets.ticket_key as ticket_id,
    tickets.source_name,
    identities.customer_id,
    {{ identified_at('tickets.opened_at', 'identities.linked_at') }} as identified_at,
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
left join identities
    on tickets.source_customer_key = identities.identity_id
