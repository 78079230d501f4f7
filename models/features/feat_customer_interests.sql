with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

sessions as (
    select
        *,
        {{ known_date('session_date', 'identified_at') }} as known_date
    from {{ ref('fct_sessions') }}
    where customer_id is not null
),

events as (
    select
        *,
        {{ known_date('event_date', 'identified_at') }} as known_date
    from {{ ref('fct_events') }}
    where
        customer_id is not null
        and topic is not null
        and event_name in ('add_to_wishlist', 'content_view', 'activity_join')
),

observations as (
    select
        customer_id,
        known_date,
        started_at as observed_at,
        'device' as interest,
        device_type as interest_value
    from sessions
    where device_type is not null
    union all
    select
        customer_id,
        known_date,
        started_at as observed_at,
        'channel' as interest,
        channel as interest_value
    from sessions
    union all
    select
        customer_id,
        known_date,
        event_at as observed_at,
        event_name as interest,
        topic as interest_value
    from events
),

-- sessions and events are counted by day first: a join of all with every date would be too large
days as (
    select
        customer_id,
        interest,
        interest_value,
        known_date,
        count(*) as observations_count,
        max(observed_at) as last_observed_at
    from observations
    group by customer_id, interest, interest_value, known_date
    -- rows of one customer are stored together: the next sum is a quarter faster for a million
    -- people
    order by customer_id asc nulls last
),

summed as (
    select
        days.customer_id,
        dates.as_of_date,
        days.interest,
        days.interest_value,
        cast(sum(days.observations_count) as bigint) as observations_count,
        max(days.last_observed_at) as last_observed_at
    from days
    inner join dates
        on days.known_date <= dates.as_of_date
    group by days.customer_id, dates.as_of_date, days.interest, days.interest_value
),

-- the most frequent value; if several are as frequent, the last one
ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, as_of_date, interest
            order by
                observations_count desc nulls last,
                last_observed_at desc nulls last,
                interest_value asc nulls last
        ) as value_rank
    from summed
),

described as (
    select
        customer_id,
        as_of_date,
        max(interest_value) filter (where interest = 'device' and value_rank = 1)
            as preferred_device,
        max(interest_value) filter (where interest = 'channel' and value_rank = 1)
            as preferred_channel,
        max(interest_value) filter (where interest = 'add_to_wishlist' and value_rank = 1)
            as top_wishlist_category,
        max(interest_value) filter (where interest = 'add_to_wishlist' and value_rank = 2)
            as second_wishlist_category,
        max(interest_value) filter (where interest = 'content_view' and value_rank = 1)
            as top_topic_read,
        max(interest_value) filter (where interest = 'content_view' and value_rank = 2)
            as second_topic_read,
        max(interest_value) filter (where interest = 'activity_join' and value_rank = 1)
            as top_activity_topic,
        max(interest_value) filter (where interest = 'activity_join' and value_rank = 2)
            as second_activity_topic
    from ranked
    group by customer_id, as_of_date
)

select
    customers.customer_id,
    customers.as_of_date,
    described.preferred_device,
    described.preferred_channel,
    described.top_wishlist_category,
    described.second_wishlist_category,
    described.top_topic_read,
    described.second_topic_read,
    described.top_activity_topic,
    described.second_activity_topic
from customers
left join described
    on
        customers.customer_id = described.customer_id
        and customers.as_of_date = described.as_of_date
