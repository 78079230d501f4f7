with events as (
    select
        *,
        case event_name
            when 'purchase' then 5
            when 'begin_checkout' then 4
            when 'add_to_cart' then 3
            when 'view_item' then 2
            else 1
        end as step_number
    from {{ ref('int_events_sessionized') }}
)

select
    session_key,
    max(case when event_number = 1 then source_name end) as source_name,
    -- a visitor with a cookie carries it in all events; a session has the logins of one account
    max(anonymous_id) as anonymous_id,
    max(source_customer_key) as source_customer_key,
    min_by(device_id, event_number) filter (where device_id is not null) as device_id,
    min_by(device_type, event_number) filter (where device_type is not null) as device_type,
    min_by(country, event_number) filter (where country is not null) as country,
    case max(step_number)
        when 5 then 'purchase'
        when 4 then 'begin_checkout'
        when 3 then 'add_to_cart'
        when 2 then 'view_item'
        else 'visit'
    end as furthest_step,
    cast(count(*) as int) as events_count,
    min(event_at) as started_at,
    max(event_at) as ended_at,
    min(event_at) filter (where source_customer_key is not null) as account_seen_at
from events
group by session_key
