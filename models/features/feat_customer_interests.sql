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

choices as (
    select
        customer_id,
        known_date,
        started_at as chosen_at,
        'device' as interest,
        device_type as choice
    from sessions
    where device_type is not null
    union all
    select
        customer_id,
        known_date,
        started_at as chosen_at,
        'channel' as interest,
        channel as choice
    from sessions
    union all
    select
        customer_id,
        known_date,
        event_at as chosen_at,
        event_name as interest,
        topic as choice
    from events
),

-- first the days, then the dates: so many sessions are not to be joined with every date
days as (
    select
        customer_id,
        interest,
        choice,
        known_date,
        count(*) as choices_count,
        max(chosen_at) as last_chosen_at
    from choices
    group by customer_id, interest, choice, known_date
    -- what is summed next for one customer then lies together: a quarter faster for a million
    order by customer_id asc nulls last
),

summed as (
    select
        days.customer_id,
        dates.as_of_date,
        days.interest,
        days.choice,
        cast(sum(days.choices_count) as bigint) as choices_count,
        max(days.last_chosen_at) as last_chosen_at
    from days
    inner join dates
        on days.known_date <= dates.as_of_date
    group by days.customer_id, dates.as_of_date, days.interest, days.choice
),

-- chosen most often; of as often, chosen last
ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, as_of_date, interest
            order by
                choices_count desc nulls last,
                last_chosen_at desc nulls last,
                choice asc nulls last
        ) as choice_rank
    from summed
),

described as (
    select
        customer_id,
        as_of_date,
        max(choice) filter (where interest = 'device' and choice_rank = 1) as preferred_device,
        max(choice) filter (where interest = 'channel' and choice_rank = 1) as preferred_channel,
        max(choice) filter (where interest = 'add_to_wishlist' and choice_rank = 1)
            as top_wishlist_category,
        max(choice) filter (where interest = 'add_to_wishlist' and choice_rank = 2)
            as second_wishlist_category,
        max(choice) filter (where interest = 'content_view' and choice_rank = 1)
            as top_topic_read,
        max(choice) filter (where interest = 'content_view' and choice_rank = 2)
            as second_topic_read,
        max(choice) filter (where interest = 'activity_join' and choice_rank = 1)
            as top_activity_topic,
        max(choice) filter (where interest = 'activity_join' and choice_rank = 2)
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
