with as_of as (
    select * from {{ ref('as_of') }}
),

first_order as (
    select min({{ local_date('ordered_at') }}) as order_date
    from {{ ref('input_orders') }}
),

-- each date is counted from the as-of date: 31 March, 29 February, 31 January
dates as (
    {%- for months in range(var('feature_months') | int + 1) %}
    select
        cast({{ months }} as int) as months_before,
        cast(as_of_date - interval '{{ months }}' month as date) as as_of_date
    from as_of
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
)

select
    dates.as_of_date,
    dates.months_before
from dates
cross join first_order
where dates.months_before = 0 or dates.as_of_date >= first_order.order_date
