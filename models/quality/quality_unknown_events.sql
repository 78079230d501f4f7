with events as (
    select * from {{ ref('input_events') }}
),

event_steps as (
    select * from {{ ref('event_steps') }}
)

select
    events.source_name,
    events.event_name,
    count(*) as events_count
from events
left join event_steps
    on events.event_name = event_steps.event_name
where event_steps.event_name is null
group by events.source_name, events.event_name
