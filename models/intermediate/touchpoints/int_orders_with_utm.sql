with orders as (
    select * from {{ ref('input_orders') }}
),

sites as (
    select * from {{ ref('referrer_sites') }}
),

campaigns as (
    select * from {{ ref('int_campaign_tags') }}
),

tagged as (
    select
        order_key,
        source_name,
        {{ normalized_utm_source('utm_source') }} as source_tag,
        {{ normalized_utm('utm_medium') }} as medium_tag,
        {{ normalized_utm(filled_tag('utm_campaign')) }} as campaign_tag
    from orders
    -- (direct) and (none) are tags: such an order is direct; without tags, the channel is unknown
    where trim(concat_ws('', utm_source, utm_medium, utm_campaign)) <> ''
),

kinds as (
    {{ site_kinds(tags='tagged', columns=['source_tag'], sites='sites') }}
)

select
    tagged.order_key,
    {{ channel_grouping(
        source='tagged.source_tag',
        medium='tagged.medium_tag',
        campaign='tagged.campaign_tag',
        site_kind='kinds.site_kind'
    ) }} as channel,
    campaigns.campaign_key
from tagged
left join kinds
    on tagged.source_tag = kinds.host_or_name
left join campaigns
    on
        tagged.source_name = campaigns.source_name
        and tagged.campaign_tag = campaigns.campaign_tag
