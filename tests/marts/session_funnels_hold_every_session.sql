-- Where the first step of a funnel of sessions is their start, every session up to the as-of date
-- enters it once, with its day, channel and device.
with funnels as (
    select funnel_name
    from {{ ref('funnel_steps') }}
    where kind = 'session' and step_number = 1 and step_type = 'session'
),

sessions as (
    select
        funnels.funnel_name,
        sessions.session_date as date_day,
        sessions.channel,
        coalesce(sessions.device_type, 'unknown') as device_type,
        count(*) as sessions_count
    from {{ ref('fct_sessions') }} as sessions
    inner join {{ ref('as_of') }} as as_of
        on sessions.session_date <= as_of.as_of_date
    cross join funnels
    group by funnels.funnel_name, sessions.session_date, sessions.channel, sessions.device_type
),

entered as (
    select funnel_daily.*
    from {{ ref('funnel_daily') }} as funnel_daily
    inner join funnels
        on funnel_daily.funnel_name = funnels.funnel_name
    where funnel_daily.step_number = 1
)

select
    coalesce(entered.funnel_name, sessions.funnel_name) as funnel_name,
    coalesce(entered.date_day, sessions.date_day) as date_day,
    entered.entrants,
    sessions.sessions_count
from entered
full join sessions
    on
        entered.funnel_name = sessions.funnel_name
        and entered.date_day = sessions.date_day
        and entered.channel = sessions.channel
        and entered.device_type = sessions.device_type
where entered.entrants is distinct from sessions.sessions_count
