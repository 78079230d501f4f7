with sessions as (
    select * from {{ ref('int_events_aggregated_to_sessions') }}
),

channels as (
    select * from {{ ref('int_sessions_with_last_non_direct') }}
),

people as (
    select * from {{ ref('int_sessions_with_customer') }}
),

converted as (
    select distinct session_key
    from {{ ref('int_orders_matched_to_sessions') }}
)

select
    sessions.session_key as session_id,
    sessions.source_name,
    people.customer_id,
    people.identified_at,
    people.anonymous_id,
    sessions.started_at,
    sessions.ended_at,
    {{ local_date('sessions.started_at') }} as session_date,
    sessions.events_count,
    channels.channel,
    channels.last_non_direct_channel,
    channels.campaign_key as campaign_id,
    sessions.device_type,
    sessions.country,
    sessions.furthest_step,
    converted.session_key is not null as is_converted
from sessions
inner join channels
    on sessions.session_key = channels.session_key
inner join people
    on sessions.session_key = people.session_key
left join converted
    on sessions.session_key = converted.session_key
