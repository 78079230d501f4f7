{% set habits = [
    'weekday_name', 'hour_of_day', 'daypart', 'sales_channel', 'occasion', 'season',
] -%}
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

-- an order without a time keeps the day of its source
clocks as (
    select
        orders.*,
        case
            when {{ has_time_of_day('orders.ordered_at', 'orders.source_name') }}
                then coalesce(
                    {{ local_timestamp('orders.ordered_at', 'time_zones.time_zone') }},
                    {{ local_timestamp('orders.ordered_at') }}
                )
        end as clock_time,
        {{ local_date('orders.ordered_at', source_time_zone('orders.source_name')) }}
            as day_of_source
    from orders
    left join time_zones
        on orders.customer_id = time_zones.customer_id
),

described as (
    select
        clocks.customer_id,
        clocks.ordered_at,
        clocks.known_date,
        clocks.sales_channel,
        cast(hour(clocks.clock_time) as string) as hour_of_day,
        {{ daypart('hour(clocks.clock_time)') }} as daypart,
        {{ weekday_name(weekday_number(
            'coalesce(cast(clocks.clock_time as date), clocks.day_of_source)'
        )) }} as weekday_name,
        coalesce(days.occasion, 'none') as occasion,
        {{ season('month(clocks.order_date)') }} as season
    from clocks
    inner join days
        on clocks.order_date = days.date_day
),

-- one row per order and habit
habits as (
    {%- for habit in habits %}
    select
        customer_id,
        ordered_at,
        known_date,
        '{{ habit }}' as habit,
        {{ habit }} as choice
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
        habits.choice,
        count(*) as orders_count,
        max(habits.ordered_at) as last_ordered_at
    from habits
    inner join dates
        on habits.known_date <= dates.as_of_date
    group by habits.customer_id, dates.as_of_date, habits.habit, habits.choice
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
                choice asc nulls last
        ) as value_rank
    from counted
),

preferred as (
    select
        customer_id,
        as_of_date,
        {%- for habit in habits %}
        max(choice) filter (where habit = '{{ habit }}' and value_rank = 1) as {{ habit }},
        {%- endfor %}
        cast(sum(orders_count) filter (where habit = 'weekday_name') as bigint) as orders_count,
        cast(coalesce(sum(orders_count) filter (
            where habit = 'weekday_name' and choice in ('Saturday', 'Sunday')
        ), 0) as bigint) as weekend_orders_count
    from ranked
    group by customer_id, as_of_date
)

select
    customers.customer_id,
    customers.as_of_date,
    preferred.weekday_name as preferred_weekday,
    {{ rounded_ratio('preferred.weekend_orders_count', 'preferred.orders_count') }}
        as weekend_order_share,
    cast(preferred.hour_of_day as int) as preferred_hour,
    preferred.daypart as preferred_daypart,
    preferred.sales_channel as preferred_sales_channel,
    preferred.occasion as preferred_occasion,
    preferred.season as preferred_season
from customers
left join preferred
    on
        customers.customer_id = preferred.customer_id
        and customers.as_of_date = preferred.as_of_date
