with accounts as (
    select
        *,
        case
            when first_seen_at is not null
                then {{ known_date(local_date('first_seen_at'), 'linked_at') }}
        end as known_date
    from {{ ref('int_customer_accounts') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

versions as (
    {{ versions_of('customers', 'source_customer_key') }}
),

occupation_groups as (
    select * from {{ ref('occupation_groups') }}
),

records as (
    select
        accounts.customer_id,
        dates.as_of_date,
        versions.country,
        versions.gender,
        versions.birth_year,
        versions.occupation,
        -- a person with several records is described by the one that was created last
        row_number() over (
            partition by accounts.customer_id, dates.as_of_date
            order by
                versions.created_at desc nulls last, versions.source_customer_key asc nulls last
        ) as record_number
    from accounts
    inner join dates
        on
            accounts.known_date <= dates.as_of_date
            -- an account without a date is known at the as-of date
            or (accounts.known_date is null and dates.months_before = 0)
    inner join versions
        on
            accounts.source_customer_key = versions.source_customer_key
            and {{ is_valid_at('versions', 'dates.as_of_date') }}
)

select
    records.customer_id,
    records.as_of_date,
    records.country,
    records.gender,
    {{ age_band('cast(extract(year from records.as_of_date) as int) - records.birth_year') }}
        as age_band,
    occupation_groups.occupation_group
from records
left join occupation_groups
    on lower(records.occupation) = occupation_groups.occupation
where records.record_number = 1
