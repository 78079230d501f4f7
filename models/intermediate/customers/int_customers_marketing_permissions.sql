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

consenting as (
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

-- in a source without consents, it is not known whether people consent
sources_with_consents as (
    select distinct source_name from {{ ref('input_consents') }}
),

people_of_sources as (
    select distinct accounts.customer_id
    from accounts
    inner join {{ ref('input_customers') }} as customers
        on accounts.source_customer_key = customers.source_customer_key
    inner join sources_with_consents
        on customers.source_name = sources_with_consents.source_name
)

select
    coalesce(people_of_sources.customer_id, complained.customer_id) as customer_id,
    case
        when people_of_sources.customer_id is not null
            then coalesce(consenting.has_marketing_consent, false)
    end as has_marketing_consent,
    complained.customer_id is not null as has_complained
from people_of_sources
full join complained
    on people_of_sources.customer_id = complained.customer_id
left join consenting
    on people_of_sources.customer_id = consenting.customer_id
