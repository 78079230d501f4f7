with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

interactions as (
    select
        *,
        {{ local_date('happened_at') }} as happened_date,
        {{ known_date(local_date('happened_at'), 'identified_at') }} as known_date
    from {{ ref('fct_interactions') }}
    where customer_id is not null
),

interactions_known as (
    select
        interactions.customer_id,
        dates.as_of_date,
        interactions.interaction_type,
        coalesce(interactions.direction = 'inbound', false) as is_inbound,
        interactions.happened_at,
        interactions.happened_date
    from interactions
    inner join dates
        on interactions.known_date <= dates.as_of_date
),

counted as (
    select
        customer_id,
        as_of_date,
        interaction_type,
        count(*) as interactions_count,
        count_if({{ within_days('happened_date', 'as_of_date', 90) }}) as interactions_count_90d,
        count_if(is_inbound) as inbound_count,
        max(happened_at) filter (where is_inbound) as last_inbound_at,
        max(happened_date) as last_happened_date
    from interactions_known
    group by customer_id, as_of_date, interaction_type
),

-- how the person contacts the company most often; if several ways are as frequent, the last one
ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, as_of_date
            order by
                inbound_count desc nulls last,
                last_inbound_at desc nulls last,
                interaction_type asc nulls last
        ) as type_rank
    from counted
),

summed as (
    select
        customer_id,
        as_of_date,
        cast(sum(interactions_count) as bigint) as interactions_count,
        cast(sum(interactions_count_90d) as bigint) as interactions_count_90d,
        cast(sum(inbound_count) as bigint) as inbound_interactions_count,
        max(interaction_type) filter (where type_rank = 1 and inbound_count > 0)
            as preferred_interaction_type,
        max(last_happened_date) as last_happened_date
    from ranked
    group by customer_id, as_of_date
)

select
    customers.customer_id,
    customers.as_of_date,
    {%- for count in [
        'interactions_count', 'interactions_count_90d', 'inbound_interactions_count',
    ] %}
    {{ count_if_entity_filled('interactions', 'summed.' ~ count) }} as {{ count }},
    {%- endfor %}
    summed.preferred_interaction_type,
    cast({{ days_between('summed.last_happened_date', 'customers.as_of_date') }} as int)
        as days_since_last_interaction
from customers
left join summed
    on
        customers.customer_id = summed.customer_id
        and customers.as_of_date = summed.as_of_date
