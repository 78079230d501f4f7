with campaigns as (
    select
        source_name,
        campaign_key,
        substring(campaign_key, length(split_part(campaign_key, ':', 1)) + 2) as id_in_source,
        campaign_name
    from {{ ref('input_campaigns') }}
    union all
    select
        source_name,
        campaign_key,
        substring(campaign_key, length(split_part(campaign_key, ':', 1)) + 2) as id_in_source,
        campaign_name
    from {{ ref('input_ad_spend') }}
),

-- the possible values of utm_campaign: the id in the source, or the name
names as (
    select distinct
        source_name,
        campaign_key,
        {{ normalized_utm('id_in_source') }} as campaign_tag,
        1 as name_rank
    from campaigns
    union all
    select distinct
        source_name,
        campaign_key,
        {{ normalized_utm('campaign_name') }} as campaign_tag,
        2 as name_rank
    from campaigns
),

ranked as (
    select
        *,
        min(name_rank) over (partition by source_name, campaign_tag) as best_rank
    from names
    where campaign_tag is not null
),

-- a name that several campaigns of a source have identifies none of them
answers as (
    select
        source_name,
        campaign_tag,
        case when count(*) = 1 then min(campaign_key) end as campaign_key,
        count(*) over (partition by campaign_tag) as source_count
    from ranked
    where name_rank = best_rank
    group by source_name, campaign_tag
),

sources as (
    {%- for source in enabled_sources() %}
    {{ 'union all ' if not loop.first }}select '{{ source }}' as source_name
    {%- endfor %}
)

-- a source asks the others only for tags that it does not know itself
select
    sources.source_name,
    answers.campaign_tag,
    answers.campaign_key
from answers
inner join sources
    on answers.source_name = sources.source_name or answers.source_count = 1
where answers.campaign_key is not null
