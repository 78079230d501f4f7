with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

days as (
    select * from {{ ref('dim_days') }}
),

orders as (
    select
        *,
        {{ known_date('order_date', 'identified_at') }} as known_date,
        cast(extract(hour from {{ local_timestamp('ordered_at') }}) as string) as hour_of_day
    from {{ ref('fct_orders') }}
    where status <> 'cancelled' and customer_id is not null
),

described as (
    select
        orders.customer_id,
        orders.ordered_at,
        orders.known_date,
        orders.sales_channel,
        orders.hour_of_day,
        days.weekday_name,
        coalesce(days.occasion, 'none') as occasion
    from orders
    inner join days
        on orders.order_date = days.date_day
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
