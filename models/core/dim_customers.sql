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

-- guests have no record: the sources that know them are those of their orders
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
    {{ is_marketable('permissions.has_marketing_consent', 'permissions.has_complained') }}
        as is_marketable
from people
left join records
    on people.customer_id = records.customer_id and records.record_number = 1
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
