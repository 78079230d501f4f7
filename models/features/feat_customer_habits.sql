with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

days as (
    select * from {{ ref('dim_days') }}
),

time_zones as (
    select * from {{ ref('int_customers_time_zones') }}
),

orders as (
    select
        *,
        {{ known_date('order_date', 'identified_at') }} as known_date
    from {{ ref('fct_orders') }}
    where status <> 'cancelled' and customer_id is not null
),

clocks as (
    select
        orders.*,
        {{ local_timestamp('orders.ordered_at') }} as reporting_time,
        {{ local_timestamp('orders.ordered_at', 'time_zones.time_zone') }} as own_time
    from orders
    left join time_zones
        on orders.customer_id = time_zones.customer_id
),

-- the input layer puts an order without a time at noon of the reporting clock, and some tools write
-- midnight: its day is kept
timed as (
    select
        *,
        case
            when
                own_time is null
                or reporting_time in (
                    cast(order_date as timestamp),
                    cast(order_date as timestamp) + interval '12' hour
                )
                then reporting_time
            else own_time
        end as clock_time
    from clocks
),

described as (
    select
        timed.customer_id,
        timed.ordered_at,
        timed.known_date,
        timed.sales_channel,
        cast(hour(timed.clock_time) as string) as hour_of_day,
        {{ weekday_name(weekday_number('cast(timed.clock_time as date)')) }} as weekday_name,
        coalesce(days.occasion, 'none') as occasion
    from timed
    inner join days
        on timed.order_date = days.date_day
),

-- one row per order and habit
habits as (
    {%- for habit in ['weekday_name', 'hour_of_day', 'sales_channel', 'occasion'] %}
    select
        customer_id,
        ordered_at,
        known_date,
        '{{ habit }}' as habit,
        {{ habit }} as habit_value
    from described
    where {{ habit }} is not null
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

counted as (
    select
        habits.customer_id,
        dates.as_of_date,
        habits.habit,
        habits.habit_value,
        count(*) as orders_count,
        max(habits.ordered_at) as last_ordered_at
    from habits
    inner join dates
        on habits.known_date <= dates.as_of_date
    group by habits.customer_id, dates.as_of_date, habits.habit, habits.habit_value
),

-- the value of most orders; if several have as many, the value of the newest order
ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, as_of_date, habit
            order by
                orders_count desc nulls last,
                last_ordered_at desc nulls last,
                habit_value asc nulls last
        ) as value_rank
    from counted
),

preferred as (
    select
        customer_id,
        as_of_date,
        max(habit_value) filter (where habit = 'weekday_name') as preferred_weekday,
        max(habit_value) filter (where habit = 'hour_of_day') as preferred_hour,
        max(habit_value) filter (where habit = 'sales_channel') as preferred_sales_channel,
        max(habit_value) filter (where habit = 'occasion') as preferred_occasion
    from ranked
    where value_rank = 1
    group by customer_id, as_of_date
)

select
    customers.customer_id,
    customers.as_of_date,
    preferred.preferred_weekday,
    cast(preferred.preferred_hour as int) as preferred_hour,
    preferred.preferred_sales_channel,
    preferred.preferred_occasion
from customers
left join preferred
    on
        customers.customer_id = preferred.customer_id
        and customers.as_of_date = preferred.as_of_date
