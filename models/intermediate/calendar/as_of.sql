{%- set windows = [1, 7, 28, 91, 364] -%}
with orders as (
    select {{ local_date('ordered_at') }} as order_date
    from {{ ref('input_orders') }}
    where status <> 'cancelled'
),

days as (
    select
        order_date,
        count(*) as orders_count,
        {{ days_between("date '2000-01-01'", 'order_date') }} as day_number
    from orders
    group by order_date
),

counted as (
    select
        order_date,
        orders_count,
        {%- for days in windows %}
        cast(sum(orders_count) over (
            order by day_number asc nulls last
            range between {{ days - 1 }} preceding and current row
        ) as bigint) as orders_in_{{ days }}_days
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from days
),

typical as (
    select
        {%- for days in windows %}
        median(orders_in_{{ days }}_days) as orders_in_{{ days }}_days,
        {%- endfor %}
        max(order_date) as newest_order_date
    from counted
),

-- a day is usual if it, or the days up to it, have a quarter of the orders that are typical; a shop
-- with few orders is judged over more days, and one with very few is not judged
judged as (
    select
        counted.order_date,
        counted.orders_count,
        typical.newest_order_date,
        case
            {%- for days in windows %}
            when typical.orders_in_{{ days }}_days >= 8
                then 4 * counted.orders_in_{{ days }}_days >= typical.orders_in_{{ days }}_days
            {%- endfor %}
            else true
        end as is_usual
    from counted
    cross join typical
),

found as (
    select
        max(newest_order_date) as newest_order_date,
        max(order_date) filter (where is_usual) as last_usual_date
    from judged
),

chosen as (
    select
        {% if var('as_of_date') -%}
        cast('{{ var("as_of_date") }}' as date)
        {%- else -%}
        -- the export may have cut off the newest day: the day before it is complete
        cast(case
            when last_usual_date < newest_order_date then last_usual_date
            else newest_order_date - interval '1' day
        end as date)
        {%- endif %} as as_of_date,
        newest_order_date
    from found
)

select
    chosen.as_of_date,
    chosen.newest_order_date,
    cast(coalesce(sum(days.orders_count), 0) as bigint) as orders_after_count
from chosen
left join days
    on chosen.as_of_date < days.order_date
group by chosen.as_of_date, chosen.newest_order_date
