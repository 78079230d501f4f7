with accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

consents as (
    select
        accounts.customer_id,
        consents.purpose = 'marketing'
        and {{ local_date('consents.granted_at') }} <= as_of.as_of_date
        and (
            consents.withdrawn_at is null
            or {{ local_date('consents.withdrawn_at') }} > as_of.as_of_date
        ) as is_in_force
    from {{ ref('input_consents') }} as consents
    inner join accounts
        on consents.source_customer_key = accounts.source_customer_key
    cross join as_of
),

permitted as (
    select
        customer_id,
        bool_or(is_in_force) as has_marketing_consent
    from consents
    group by customer_id
),

complained as (
    select distinct accounts.customer_id
    from {{ ref('input_messages') }} as messages
    inner join accounts
        on messages.source_customer_key = accounts.source_customer_key
    cross join as_of
    where {{ local_date('messages.complained_at') }} <= as_of.as_of_date
),

-- where a source keeps no consents, whether its people consent is not known
keeping_sources as (
    select distinct source_name from {{ ref('input_consents') }}
),

known as (
    select distinct accounts.customer_id
    from accounts
    inner join {{ ref('input_customers') }} as customers
        on accounts.source_customer_key = customers.source_customer_key
    inner join keeping_sources
        on customers.source_name = keeping_sources.source_name
)

select
    coalesce(known.customer_id, complained.customer_id) as customer_id,
    case when known.customer_id is not null then coalesce(permitted.has_marketing_consent, false)
    end as has_marketing_consent,
    complained.customer_id is not null as has_complained
from known
full join complained
    on known.customer_id = complained.customer_id
left join permitted
    on known.customer_id = permitted.customer_id
