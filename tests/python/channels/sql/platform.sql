with tagged as (
    select
        case_number,
        {{ plain_tag('platform') }} as platform_tag,
        {{ plain_tag('campaign') }} as campaign_tag
    from cases
)

select {{ platform_channel('platform_tag', 'campaign_tag') }} as channel
from tagged
order by case_number asc nulls last
