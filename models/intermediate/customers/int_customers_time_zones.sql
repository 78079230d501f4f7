with accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

versions as (
    {{ versions_of('customers', 'source_customer_key') }}
),

time_zones as (
    select * from {{ ref('time_zones') }}
),

-- an engine fails on a name that it does not know: only names of the seed are used
records as (
    select
        accounts.customer_id,
        time_zones.time_zone,
        row_number() over (
            partition by accounts.customer_id
            order by
                versions.created_at desc nulls last, versions.source_customer_key asc nulls last
        ) as record_number
    from accounts
    inner join versions
        on accounts.source_customer_key = versions.source_customer_key
    inner join as_of
        on
            {{ is_valid_at('versions', 'as_of.as_of_date') }}
            and coalesce({{ local_date('versions.created_at') }} <= as_of.as_of_date, true)
    inner join time_zones
        on lower(trim(versions.time_zone)) = lower(time_zones.time_zone)
)

select
    customer_id,
    time_zone
from records
where record_number = 1
