with costs as (
    select * from {{ ref('channel_costs_monthly') }}
),

orders as (
    select orders.*
    from {{ ref('fct_orders') }} as orders
    inner join {{ ref('as_of') }} as as_of
        on orders.order_date <= as_of.as_of_date
    where orders.status <> 'cancelled' and orders.customer_id is not null
),

customer_values as (
    select * from {{ ref('customer_value') }}
),

acquired as (
    select
        orders.customer_id,
        cast(date_trunc('month', orders.order_date) as date) as month_start,
        customers.acquisition_channel as channel
    from orders
    inner join {{ ref('dim_customers') }} as customers
        on orders.customer_id = customers.customer_id
    where orders.is_first_order
),

-- the month of the first order is the first month
margins as (
    select
        acquired.month_start,
        acquired.channel,
        cast({{ months_between('acquired.month_start', 'orders.order_date') }} + 1 as int)
            as month_number,
        count_if(orders.is_first_order) as new_customers,
        {{ null_unless_all_known('orders.margin_amount') }} as margin_amount
    from acquired
    inner join orders
        on acquired.customer_id = orders.customer_id
    group by
        acquired.month_start,
        acquired.channel,
        {{ months_between('acquired.month_start', 'orders.order_date') }}
),

margins_to_date as (
    select
        *,
        {{ null_unless_all_known('margin_amount', window='to_date') }} as margin_to_date
    from margins
    window
        to_date as (
            partition by month_start, channel
            order by month_number asc nulls last
            rows between unbounded preceding and current row
        )
),

cohorts as (
    select
        margins_to_date.month_start,
        margins_to_date.channel,
        cast(sum(margins_to_date.new_customers) as int) as new_customers,
        {{ null_unless_all_known('margins_to_date.margin_amount') }} as margin_amount,
        -- margin per customer reaches cost per customer when margin reaches cost
        min(case
            when margins_to_date.margin_to_date >= costs.media_cost
                then margins_to_date.month_number
        end) as payback_months
    from margins_to_date
    left join costs
        on
            margins_to_date.month_start = costs.month_start
            and margins_to_date.channel = costs.channel
    group by margins_to_date.month_start, margins_to_date.channel
),

-- of those whose value is known
clvs as (
    select
        acquired.month_start,
        acquired.channel,
        {{ average_amount('sum(customer_values.total_clv)', 'count(customer_values.total_clv)') }}
            as average_clv
    from acquired
    inner join customer_values
        on acquired.customer_id = customer_values.customer_id
    group by acquired.month_start, acquired.channel
),

joined as (
    select
        coalesce(cohorts.month_start, costs.month_start) as month_start,
        coalesce(cohorts.channel, costs.channel) as channel,
        costs.spend,
        costs.media_cost,
        costs.fully_loaded_cost,
        coalesce(cohorts.new_customers, 0) as new_customers,
        cohorts.payback_months,
        case when cohorts.channel is null then 0 else cohorts.margin_amount end as margin_amount,
        clvs.average_clv
    from cohorts
    full join costs
        on
            cohorts.month_start = costs.month_start
            and cohorts.channel = costs.channel
    left join clvs
        on
            cohorts.month_start = clvs.month_start
            and cohorts.channel = clvs.channel
)

select
    month_start,
    channel,
    {{ is_paid_channel('channel') }} or count(spend) over (partition by channel) > 0 as is_paid,
    spend,
    media_cost,
    fully_loaded_cost,
    cast(new_customers as int) as new_customers,
    {{ ratio('media_cost', 'new_customers') }} as cac,
    {{ ratio('fully_loaded_cost', 'new_customers') }} as cac_fully_loaded,
    average_clv,
    {{ ratio('average_clv', ratio('media_cost', 'new_customers')) }} as clv_to_cac,
    payback_months,
    cast(margin_amount as decimal(18, 2)) as margin_to_date,
    {{ ratio('margin_amount - media_cost', 'media_cost') }} as roi,
    {{ ratio('margin_amount - fully_loaded_cost', 'fully_loaded_cost') }} as roi_fully_loaded
from joined
