-- Every event is in one session, and events_count is the number of events of the session.
with counted as (
    select
        session_id,
        cast(count(*) as int) as events_count
    from {{ ref('fct_events') }}
    group by session_id
)

select
    sessions.session_id,
    counted.session_id as counted_session_id
from {{ ref('fct_sessions') }} as sessions
full join counted
    on sessions.session_id = counted.session_id
where sessions.events_count is distinct from counted.events_count
