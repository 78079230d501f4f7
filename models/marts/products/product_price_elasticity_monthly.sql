with days as (
    select
        date_day,
        week_start,
        month_start
    from {{ ref('dim_days') }}
),

-- a week belongs to the month in which it ends: a month that is over keeps its weeks
weeks as (
    select
        week_start,
        max(month_start) as month_start
    from days
    group by week_start
    having count(*) = 7
),

months as (
    select distinct month_start
    from days
),

sales as (
    select
        items.product_id,
        days.week_start,
        cast(sum(items.quantity) as decimal(38, 6)) as units,
        {{ null_unless_all_known('items.gross_revenue - items.discount_amount') }} as sales_amount
    from {{ ref('fct_order_items') }} as items
    inner join {{ ref('fct_orders') }} as orders
        on items.order_id = orders.order_id
    inner join days
        on orders.order_date = days.date_day
    where orders.status <> 'cancelled' and items.product_id is not null
    group by items.product_id, days.week_start
),

-- rounded: the sums of decimals are exact, in any order
logs as (
    select
        sales.product_id,
        weeks.month_start,
        cast(round(ln({{ ratio('sales.sales_amount', 'sales.units') }}), 6) as decimal(10, 6))
            as log_price,
        cast(round(ln(cast(sales.units as double)), 6) as decimal(10, 6)) as log_units
    from sales
    inner join weeks
        on sales.week_start = weeks.week_start
    where sales.units > 0 and sales.sales_amount > 0
),

-- the weeks of twelve months
summed as (
    select
        logs.product_id,
        months.month_start,
        cast(count(*) as decimal(6, 0)) as weeks_count,
        cast(sum(logs.log_price) as decimal(16, 6)) as prices,
        cast(sum(logs.log_units) as decimal(16, 6)) as units,
        cast(sum(logs.log_price * logs.log_price) as decimal(26, 12)) as prices_squared,
        cast(sum(logs.log_price * logs.log_units) as decimal(26, 12)) as products,
        cast(sum(logs.log_units * logs.log_units) as decimal(26, 12)) as units_squared
    from months
    inner join logs
        on
            months.month_start >= logs.month_start
            and logs.month_start > cast(months.month_start - interval '12' month as date)
    group by logs.product_id, months.month_start
),

spread as (
    select
        product_id,
        month_start,
        cast(weeks_count as double) as weeks_count,
        cast(weeks_count * prices_squared - prices * prices as double) as price_spread,
        cast(weeks_count * products - prices * units as double) as joint_spread,
        cast(weeks_count * units_squared - units * units as double) as units_spread
    from summed
),

-- the price varied enough: over eight weeks, by a standard deviation of 5 %
fitted as (
    select
        *,
        {{ ratio('joint_spread', 'price_spread') }} as slope,
        sqrt(greatest(
            {{ ratio(
                'units_spread - joint_spread * ' ~ ratio('joint_spread', 'price_spread'),
                '(weeks_count - 2) * price_spread'
            ) }},
            cast(0 as double)
        )) * {{ student_t_975('weeks_count - 2') }} as half_width
    from spread
    where weeks_count >= 8 and price_spread >= 0.0025e0 * weeks_count * (weeks_count - 1)
)

select
    product_id,
    month_start,
    cast(weeks_count as int) as weeks_count,
    round(slope, 6) as price_elasticity,
    round(slope - half_width, 6) as price_elasticity_low,
    round(slope + half_width, 6) as price_elasticity_high
from fitted
