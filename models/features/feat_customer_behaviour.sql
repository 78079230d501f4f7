{% set families = {
    'sessions': "is_session",
    'views': "step = 'view_item'",
    'searches': "event_name = 'search'",
    'carts': "step = 'add_to_cart'",
    'checkouts': "step = 'begin_checkout'",
    'wishlist_additions': "event_name = 'add_to_wishlist'",
    'contents_read': "event_name = 'content_view'",
    'activities_joined': "event_name = 'activity_join'",
} -%}
{%- set windows = [30, 90] -%}
with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

-- how long a session with one event took is not known
sessions as (
    select
        *,
        {{ local_date('ended_at') }} as end_date,
        case when events_count > 1 then {{ seconds_between('started_at', 'ended_at') }} end
            as seconds
    from {{ ref('fct_sessions') }}
    where customer_id is not null
),

actions as (
    select
        customer_id,
        session_date as action_date,
        {{ known_date('session_date', 'identified_at') }} as known_date,
        true as is_session,
        cast(null as string) as event_name,
        cast(null as string) as step,
        case when end_date = session_date then seconds end as seconds
    from sessions
    union all
    -- a session that ends on a later day has its duration from that day on
    select
        customer_id,
        end_date as action_date,
        {{ known_date('end_date', 'identified_at') }} as known_date,
        false as is_session,
        cast(null as string) as event_name,
        cast(null as string) as step,
        seconds
    from sessions
    where end_date > session_date
    union all
    select
        customer_id,
        event_date as action_date,
        {{ known_date('event_date', 'identified_at') }} as known_date,
        false as is_session,
        event_name,
        step,
        cast(null as bigint) as seconds
    from {{ ref('fct_events') }}
    where customer_id is not null
),

-- events are counted by day first: a join of all events with every date would be too large
days as (
    select
        customer_id,
        action_date,
        known_date,
        {%- for family, condition in families.items() %}
        cast(count_if({{ condition }}) as int) as {{ family }}_count,
        {%- endfor %}
        count(seconds) as timed_sessions_count,
        cast(sum(seconds) as bigint) as seconds
    from actions
    group by customer_id, action_date, known_date
    -- rows of one customer are stored together: the next sum takes half the time for a million
    -- people
    order by customer_id asc nulls last
),

summed as (
    select
        days.customer_id,
        dates.as_of_date,
        {%- for family in families %}
        cast(sum(days.{{ family }}_count) as bigint) as {{ family }}_count,
        {%- for window in windows %}
        cast(sum(days.{{ family }}_count) filter (
            where {{ within_days('days.action_date', 'dates.as_of_date', window) }}
        ) as bigint) as {{ family }}_count_{{ window }}d,
        {%- endfor %}
        {%- endfor %}
        max(days.action_date) filter (where days.sessions_count > 0) as last_session_date,
        cast(sum(days.timed_sessions_count) as bigint) as timed_sessions_count,
        cast(sum(days.seconds) as bigint) as seconds
    from days
    inner join dates
        on days.known_date <= dates.as_of_date
    group by days.customer_id, dates.as_of_date
)

select
    customers.customer_id,
    customers.as_of_date,
    {%- for family in families %}
    {{ count_if_entity_filled('events', 'summed.' ~ family ~ '_count') }} as {{ family }}_count,
    {%- for window in windows %}
    {{ count_if_entity_filled('events', 'summed.' ~ family ~ '_count_' ~ window ~ 'd') }}
        as {{ family }}_count_{{ window }}d,
    {%- endfor %}
    {%- endfor %}
    cast({{ days_between('summed.last_session_date', 'customers.as_of_date') }} as int)
        as days_since_last_session,
    {{ rounded_ratio('summed.seconds', 'summed.timed_sessions_count') }} as average_session_seconds
from customers
left join summed
    on
        customers.customer_id = summed.customer_id
        and customers.as_of_date = summed.as_of_date
