with staged as (
    select
        cast(null as string) as source_customer_key,
        cast(null as string) as campaign_key,
        cast(null as string) as channel,
        cast(null as string) as purpose,
        cast(null as string) as objection,
        cast(null as timestamp) as objected_at
    where 1 = 0
    {{ staged_objections('consents', 'withdrawn_at', 'withdrawn') }}
    {{ staged_objections('messages', 'unsubscribed_at', 'unsubscribed') }}
    {{ staged_objections('messages', 'bounced_at', 'bounced') }}
    {{ staged_objections('messages', 'complained_at', 'complained') }}
),

campaigns as (
    select * from {{ ref('input_campaigns') }}
)

select distinct
    try_cast(staged.source_customer_key as string) as source_customer_key,
    -- a complaint is about marketing as a whole, and so is an answer to an unknown campaign
    try_cast(
        case
            when staged.objection <> 'complained'
                then coalesce(staged.channel, campaigns.channel)
        end as string
    ) as channel,
    try_cast(staged.objection as string) as objection,
    try_cast(staged.objected_at as timestamp) as objected_at
from staged
left join campaigns
    on staged.campaign_key = campaigns.campaign_key
where
    staged.source_customer_key is not null
    -- the last year that a tool knows says that there is no time
    and coalesce(year(staged.objected_at) not in (1, 9999), true)
    and coalesce(staged.purpose, 'marketing') not in ('profiling', 'ads')
