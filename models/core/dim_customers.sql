with accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

customers as (
    select * from {{ ref('input_customers') }}
),

orders as (
    select
        customer_id,
        min(ordered_at) as first_order_at,
        max(ordered_at) as last_order_at
    from {{ ref('int_orders_with_revenue') }}
    where customer_id is not null and not is_cancelled
    group by customer_id
),

permissions as (
    select * from {{ ref('int_customers_marketing_permissions') }}
),

acquisitions as (
    select * from {{ ref('int_customers_acquisition') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

tiers as (
    select * from {{ ref('int_customers_membership_tiers') }}
),

guest_records as (
    select * from {{ ref('int_guest_records') }}
),

occupation_groups as (
    select * from {{ ref('occupation_groups') }}
),

records as (
    select
        accounts.customer_id,
        accounts.first_seen_at,
        customers.*,
        -- a person with several records is described by the latest
        row_number() over (
            partition by accounts.customer_id
            order by
                customers.created_at desc nulls last, customers.source_customer_key asc nulls last
        ) as record_number
    from accounts
    inner join customers
        on accounts.source_customer_key = customers.source_customer_key
),

accounts_of_people as (
    select
        accounts.customer_id,
        count(*) as accounts_count,
        bool_and(guest_records.source_customer_key is not null) as has_only_guest_records,
        bool_and(coalesce(guest_records.has_source_with_logins, false)) as has_known_logins
    from accounts
    left join guest_records
        on accounts.source_customer_key = guest_records.source_customer_key
    group by accounts.customer_id
),

-- guests may have no record: the sources that know them are those of their orders
known_by as (
    select
        customer_id,
        source_name,
        first_seen_at
    from records
    union all
    select
        customer_id,
        source_name,
        ordered_at as first_seen_at
    from {{ ref('int_orders_with_revenue') }}
    where customer_id is not null
),

people as (
    select
        customer_id,
        {{ distinct_list_text('source_name') }} as source_names,
        min(first_seen_at) as first_seen_at
    from known_by
    group by customer_id
)

select
    people.customer_id,
    people.source_names,
    people.first_seen_at,
    orders.first_order_at,
    orders.last_order_at,
    acquisitions.acquisition_channel,
    acquisitions.acquisition_campaign_key as acquisition_campaign_id,
    acquisitions.origin_channel,
    records.country,
    {{ age_band('cast(extract(year from as_of.as_of_date) as int) - records.birth_year') }}
        as age_band,
    records.gender,
    occupation_groups.occupation_group,
    tiers.membership_tier,
    {{ is_marketable('permissions.marketable_channels') }} as is_marketable,
    permissions.marketable_channels,
    case
        when accounts_of_people.customer_id is null then true
        when not accounts_of_people.has_only_guest_records then false
        -- one record with one order is also that of a new customer, if no source tells of logins
        when accounts_of_people.accounts_count > 1 or accounts_of_people.has_known_logins then true
    end as is_guest
from people
left join records
    on people.customer_id = records.customer_id and records.record_number = 1
left join accounts_of_people
    on people.customer_id = accounts_of_people.customer_id
left join orders
    on people.customer_id = orders.customer_id
left join acquisitions
    on people.customer_id = acquisitions.customer_id
left join permissions
    on people.customer_id = permissions.customer_id
left join occupation_groups
    on lower(records.occupation) = occupation_groups.occupation
cross join as_of
left join tiers
    on people.customer_id = tiers.customer_id and as_of.as_of_date = tiers.as_of_date
