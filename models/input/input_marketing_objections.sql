with staged as (
    select
        cast(null as string) as source_name,
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
    try_cast(staged.source_name as string) as source_name,
    try_cast(staged.source_customer_key as string) as source_customer_key,
    -- a complaint is about marketing as a whole, and so is an answer to an unknown campaign
    try_cast(
        case
            when
                staged.objection <> 'complained'
                and coalesce(staged.channel, '') not in ('all', 'any')
                then coalesce(staged.channel, campaigns.channel)
        end as string
    ) as channel,
    try_cast(staged.objection as string) as objection,
    -- a time before all times of the contract is a typing error
    try_cast(
        case when year(staged.objected_at) >= 1900 then staged.objected_at end as timestamp
    ) as objected_at
from staged
left join campaigns
    on staged.campaign_key = campaigns.campaign_key
where
    staged.source_customer_key is not null
    and coalesce(not {{ is_no_time('staged.objected_at') }}, true)
    and coalesce(staged.purpose, 'marketing') not in ('profiling', 'ads')
