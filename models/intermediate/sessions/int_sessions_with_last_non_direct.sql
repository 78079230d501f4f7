with sessions as (
    select
        people.session_key,
        people.customer_id,
        people.identified_at,
        aggregated.started_at,
        channels.channel,
        channels.campaign_key,
        -- a visit of an unknown person inherits from the visits of its cookie, or of its device
        coalesce(
            'customer/' || people.customer_id,
            'anonymous/' || aggregated.anonymous_id,
            'device/' || aggregated.device_id,
            'session/' || people.session_key
        ) as visitor_key
    from {{ ref('int_sessions_with_customer') }} as people
    inner join {{ ref('int_events_aggregated_to_sessions') }} as aggregated
        on people.session_key = aggregated.session_key
    inner join {{ ref('int_sessions_with_channel') }} as channels
        on people.session_key = channels.session_key
),

inherited as (
    select
        session_key,
        customer_id,
        identified_at,
        started_at,
        channel,
        campaign_key,
        {{ last_value_ignore_nulls("case when channel <> 'direct' then channel end") }}
            over so_far as non_direct_channel,
        {{ last_value_ignore_nulls("case when channel <> 'direct' then started_at end") }}
            over so_far as non_direct_at
    from sessions
    window so_far as (
        partition by visitor_key order by started_at asc nulls last, session_key asc nulls last
    )
),

in_window as (
    select
        *,
        coalesce(non_direct_at >= started_at - {{ attribution_window() }}, false) as is_in_window
    from inherited
)

select
    session_key,
    customer_id,
    identified_at,
    started_at,
    channel,
    campaign_key,
    case when is_in_window then non_direct_channel else channel end as last_non_direct_channel,
    case when is_in_window then non_direct_at end as last_non_direct_at
from in_window
