with events as (
    select
        sessionized.*,
        -- an event that is not in the seed counts as step visit
        coalesce(event_steps.step_number, 1) as step_number,
        coalesce(event_steps.step, 'visit') as step
    from {{ ref('int_events_sessionized') }} as sessionized
    left join {{ ref('event_steps') }} as event_steps
        on sessionized.event_name = event_steps.event_name
)

select
    session_key,
    max(case when event_number = 1 then source_name end) as source_name,
    -- if a visitor has a cookie, all events have it; a session has logins of one account only
    max(anonymous_id) as anonymous_id,
    max(source_customer_key) as source_customer_key,
    min_by(device_id, event_number) filter (where device_id is not null) as device_id,
    min_by(device_type, event_number) filter (where device_type is not null) as device_type,
    min_by(country, event_number) filter (where country is not null) as country,
    max_by(step, step_number) as furthest_step,
    cast(count(*) as int) as events_count,
    min(event_at) as started_at,
    max(event_at) as ended_at,
    min(event_at) filter (where source_customer_key is not null) as account_seen_at
from events
group by session_key
