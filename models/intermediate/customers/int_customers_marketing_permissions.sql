with accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

consents as (
    select
        accounts.customer_id,
        {{ message_channel('consents.channel') }} as channel,
        consents.source_name,
        consents.granted_at
    from {{ ref('input_consents') }} as consents
    inner join accounts
        on consents.source_customer_key = accounts.source_customer_key
    where consents.purpose = 'marketing'
),

objections as (
    select
        accounts.customer_id,
        {{ message_channel('objections.channel') }} as channel,
        objections.source_name,
        objections.objected_at
    from {{ ref('input_marketing_objections') }} as objections
    inner join accounts
        on objections.source_customer_key = accounts.source_customer_key
),

granted as (
    select * from consents
    qualify row_number() over (
        partition by customer_id, channel
        order by granted_at desc nulls last, source_name asc nulls last
    ) = 1
),

-- a consent is in force if the person has not said no since, under any record; a no without a time
-- is the last word
in_force as (
    select
        granted.customer_id,
        granted.channel
    from granted
    where not exists (
        select 1
        from objections
        where
            objections.customer_id = granted.customer_id
            and coalesce(objections.channel = granted.channel, true)
            and coalesce(
                objections.objected_at >= granted.granted_at
                -- of a no and a yes of one day, the no is the last word if an hour is not known
                or {{ is_on_day_of(
                    'granted.granted_at', 'objections.objected_at', 'objections.source_name'
                ) }}
                or {{ is_on_day_of(
                    'objections.objected_at', 'granted.granted_at', 'granted.source_name'
                ) }},
                true
            )
    )
),

permitted as (
    select
        customer_id,
        {{ distinct_list_text('channel') }} as marketable_channels
    from in_force
    group by customer_id
),

-- in a source without consents, it is not known whether people consent
sources_with_consents as (
    select distinct source_name from {{ ref('input_consents') }}
),

asked as (
    select accounts.customer_id
    from accounts
    inner join {{ ref('input_customers') }} as customers
        on accounts.source_customer_key = customers.source_customer_key
    inner join sources_with_consents
        on customers.source_name = sources_with_consents.source_name
    union
    select customer_id from objections
)

select
    asked.customer_id,
    coalesce(permitted.marketable_channels, '') as marketable_channels
from asked
left join permitted
    on asked.customer_id = permitted.customer_id
