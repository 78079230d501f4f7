with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

tickets as (
    select
        *,
        {{ local_date('opened_at') }} as opened_date,
        {{ local_date('resolved_at') }} as resolved_date,
        {{ known_date(local_date('opened_at'), 'identified_at') }} as known_date
    from {{ ref('fct_support_tickets') }}
    where customer_id is not null
),

tickets_known as (
    select
        tickets.customer_id,
        dates.as_of_date,
        tickets.opened_date,
        coalesce(tickets.resolved_date <= dates.as_of_date, false) as is_resolved,
        tickets.seconds_to_resolution
    from tickets
    inner join dates
        on tickets.known_date <= dates.as_of_date
),

counted as (
    select
        customer_id,
        as_of_date,
        count(*) as tickets_count,
        count_if({{ within_days('opened_date', 'as_of_date', 90) }}) as tickets_count_90d,
        count_if(not is_resolved) as open_tickets_count,
        median(seconds_to_resolution) filter (where is_resolved) as median_seconds_to_resolution,
        max(opened_date) as last_opened_date
    from tickets_known
    group by customer_id, as_of_date
)

select
    customers.customer_id,
    customers.as_of_date,
    {{ count_if_entity_filled('support_tickets', 'counted.tickets_count') }}
        as support_tickets_count,
    {{ count_if_entity_filled('support_tickets', 'counted.tickets_count_90d') }}
        as support_tickets_count_90d,
    {{ count_if_entity_filled('support_tickets', 'counted.open_tickets_count') }}
        as open_tickets_count,
    {{ rounded_ratio('counted.median_seconds_to_resolution', '3600') }}
        as median_hours_to_resolution,
    cast({{ days_between('counted.last_opened_date', 'customers.as_of_date') }} as int)
        as days_since_last_ticket
from customers
left join counted
    on
        customers.customer_id = counted.customer_id
        and customers.as_of_date = counted.as_of_date
