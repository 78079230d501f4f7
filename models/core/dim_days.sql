with orders as (
    select min({{ local_month('ordered_at') }}) as first_day
    from {{ ref('input_orders') }}
),

as_of as (
    select * from {{ ref('as_of') }}
),

occasions as (
    select * from {{ ref('occasions') }}
),

days as (
    select
        {{ date_series('least(orders.first_day, as_of.as_of_date)', 'as_of.as_of_date') }}
            as date_day
    from orders
    cross join as_of
),

numbered as (
    select
        date_day,
        cast(date_trunc('week', date_day) as date) as week_start
    from days
),

counted as (
    select
        *,
        {{ weekday_number('date_day') }} as weekday_number
    from numbered
)

select
    counted.date_day,
    counted.week_start,
    cast(date_trunc('month', counted.date_day) as date) as month_start,
    cast(date_trunc('quarter', counted.date_day) as date) as quarter_start,
    cast(date_trunc('year', counted.date_day) as date) as year_start,
    counted.weekday_number,
    {{ weekday_name('counted.weekday_number') }} as weekday_name,
    counted.weekday_number >= 6 as is_weekend,
    occasions.occasion
from counted
left join occasions
    on counted.date_day between occasions.starts_on and occasions.ends_on
