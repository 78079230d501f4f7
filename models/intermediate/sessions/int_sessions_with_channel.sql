{%- set tags = ['utm_source', 'utm_medium', 'utm_campaign', 'click_id_type', 'referrer'] %}

with sessions as (
    select * from {{ ref('int_events_aggregated_to_sessions') }}
),

events as (
    select * from {{ ref('int_events_sessionized') }}
    where coalesce({{ tags | join(', ') }}) is not null
),

sites as (
    select * from {{ ref('referrer_sites') }}
),

campaigns as (
    select * from {{ ref('int_campaign_tags') }}
),

-- many events have the same tags: each combination is normalized once
distinct_tags as (
    select distinct {{ tags | join(', ') }}
    from events
),

tagged as (
    select
        *,
        {{ normalized_utm_source('utm_source') }} as source_tag,
        {{ normalized_utm('utm_medium') }} as medium_tag,
        {{ normalized_utm(filled_tag('utm_campaign')) }} as campaign_tag,
        {{ normalized_utm('click_id_type') }} as click_tag,
        {{ url_host('referrer') }} as referrer_host
    from distinct_tags
),

kinds as (
    {{ site_kinds(tags='tagged', columns=['source_tag', 'referrer_host'], sites='sites') }}
),

-- a click from page to page within the shop is not an arrival
arriving as (
    select
        tagged.*,
        {{ visit_site_kind(
            source='tagged.source_tag',
            source_kind='source_kinds.site_kind',
            click_id='tagged.click_tag',
            referrer='tagged.referrer_host',
            referrer_kind='referrer_kinds.site_kind'
        ) }} as site_kind
    from tagged
    left join kinds as source_kinds
        on tagged.source_tag = source_kinds.host_or_name
    left join kinds as referrer_kinds
        on tagged.referrer_host = referrer_kinds.host_or_name
    where
        coalesce(
            tagged.source_tag, tagged.medium_tag, tagged.campaign_tag, tagged.click_tag
        ) is not null
        or (tagged.referrer_host is not null and not {{ is_own_domain('tagged.referrer_host') }})
),

grouped as (
    select
        {{ tags | join(', ') }},
        campaign_tag,
        {{ channel_grouping(
            source='source_tag',
            medium='medium_tag',
            campaign='campaign_tag',
            site_kind='site_kind',
            click_id='click_tag',
            referrer='referrer_host'
        ) }} as channel
    from arriving
),

-- the first event of a session that shows where the visitor came from
arrivals as (
    select
        events.session_key,
        grouped.channel,
        grouped.campaign_tag
    from events
    inner join grouped
        on
            events.utm_source is not distinct from grouped.utm_source
            and events.utm_medium is not distinct from grouped.utm_medium
            and events.utm_campaign is not distinct from grouped.utm_campaign
            and events.click_id_type is not distinct from grouped.click_id_type
            and events.referrer is not distinct from grouped.referrer
    qualify row_number() over (
        partition by events.session_key order by events.event_number asc nulls last
    ) = 1
),

-- the channel of sessions without a known arrival
unknown_arrival as (
    select
        {{ channel_grouping(source='null', medium='null', campaign='null', site_kind='null') }}
            as channel
)

select
    sessions.session_key,
    coalesce(arrivals.channel, unknown_arrival.channel) as channel,
    campaigns.campaign_key
from sessions
cross join unknown_arrival
left join arrivals
    on sessions.session_key = arrivals.session_key
left join campaigns
    on
        sessions.source_name = campaigns.source_name
        and arrivals.campaign_tag = campaigns.campaign_tag
