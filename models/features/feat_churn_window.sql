with as_of as (
    select * from {{ ref('as_of') }}
),

orders as (
    select
        customer_id,
        order_date,
        {{ known_date('order_date', 'identified_at') }} as known_date
    from {{ ref('fct_orders') }}
    where status <> 'cancelled' and customer_id is not null
),

-- several orders on one day are one purchase
purchases as (
    select distinct
        orders.customer_id,
        orders.order_date,
        as_of.as_of_date
    from orders
    inner join as_of
        on orders.known_date <= as_of.as_of_date
),

-- a gap ends with the next purchase; a person's last gap is open at the as-of date
gaps as (
    select
        order_date,
        lead(order_date) over (
            partition by customer_id
            order by order_date asc nulls last
        ) as next_order_date,
        as_of_date
    from purchases
),

lengths as (
    select
        {{ days_between('order_date', 'coalesce(next_order_date, as_of_date)') }} as gap_days,
        count(*) as gaps_count,
        count(next_order_date) as ended_count
    from gaps
    group by {{ days_between('order_date', 'coalesce(next_order_date, as_of_date)') }}
),

-- an open gap counts for as long as it is known to last
reached as (
    select
        gap_days,
        gaps_count,
        ended_count,
        cast(sum(gaps_count) over (order by gap_days desc nulls last) as bigint) as reached_count
    from lengths
),

-- Kaplan-Meier's factors as logarithms: decimals, because a sum of doubles depends on its order;
-- with a floor, because zero has no logarithm
factors as (
    select
        *,
        cast(
            ln(greatest({{ ratio('reached_count - ended_count', 'reached_count') }}, 1e-15))
            as decimal(18, 12)
        ) as log_factor
    from reached
),

-- the share of the gaps of at least this length that never end
lasting as (
    select
        *,
        round(exp(
            cast(sum(log_factor) over (order by gap_days desc nulls last) as decimal(38, 12))
        ), 9) as lasting_rate
    from factors
),

-- after this length, at most a tenth of the gaps still end
chosen as (
    select
        cast(coalesce(sum(ended_count), 0) as int) as ended_gaps_count,
        cast(coalesce(sum(gaps_count - ended_count), 0) as int) as open_gaps_count,
        coalesce(max(gap_days) filter (where lasting_rate < 0.9), 0) as least_days
    from lasting
),

windows as (
    select
        ended_gaps_count,
        open_gaps_count,
        coalesce(
            cast({{ var('churn_window_days') or 'null' }} as int),
            least(720, greatest(60, 30 * cast(ceil({{ ratio('least_days', '30') }}) as int)))
        ) as churn_window_days
    from chosen
)

select
    as_of.as_of_date,
    windows.churn_window_days,
    {{ var('churn_window_days') is none }} as is_from_data,
    windows.ended_gaps_count,
    windows.open_gaps_count,
    round(1 - coalesce(min(lasting.lasting_rate), 1), 9) as return_rate
from windows
cross join as_of
left join lasting
    on windows.churn_window_days < lasting.gap_days
group by
    as_of.as_of_date,
    windows.churn_window_days,
    windows.ended_gaps_count,
    windows.open_gaps_count
