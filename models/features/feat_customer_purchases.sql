with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

dim_customers as (
    select
        customer_id,
        acquisition_channel
    from {{ ref('dim_customers') }}
),

orders as (
    select
        *,
        {{ known_date('order_date', 'identified_at') }} as known_date
    from {{ ref('fct_orders') }}
    where status <> 'cancelled' and customer_id is not null
),

refunds as (
    select
        refunds.order_id,
        dates.as_of_date,
        cast(sum(refunds.amount) as decimal(18, 2)) as refund_amount
    from {{ ref('fct_refunds') }} as refunds
    inner join dates
        on refunds.refund_date <= dates.as_of_date
    where refunds.order_id is not null
    group by refunds.order_id, dates.as_of_date
),

-- several orders on one day are one purchase, of all their amounts
purchases as (
    select
        orders.customer_id,
        dates.as_of_date,
        orders.order_date,
        cast(sum(
            orders.gross_revenue - orders.discount_amount - coalesce(refunds.refund_amount, 0)
        ) as decimal(18, 2)) as net_revenue
    from orders
    inner join dates
        on orders.known_date <= dates.as_of_date
    left join refunds
        on
            orders.order_id = refunds.order_id
            and dates.as_of_date = refunds.as_of_date
    group by orders.customer_id, dates.as_of_date, orders.order_date
),

dated as (
    select
        *,
        min(order_date) over (partition by customer_id, as_of_date) as first_purchase_date
    from purchases
),

summed as (
    select
        customer_id,
        as_of_date,
        min(order_date) as first_purchase_date,
        max(order_date) as last_purchase_date,
        count(*) as purchases_count,
        count_if(net_revenue > 0) as valued_purchases_count,
        cast(sum(case when net_revenue > 0 then net_revenue end) as decimal(18, 2))
            as valued_net_revenue,
        count_if(net_revenue > 0 and order_date > first_purchase_date)
            as valued_repeat_purchases_count,
        cast(sum(
            case when net_revenue > 0 and order_date > first_purchase_date then net_revenue end
        ) as decimal(18, 2)) as valued_repeat_net_revenue
    from dated
    group by customer_id, as_of_date
)

select
    customers.customer_id,
    customers.as_of_date,
    case when summed.customer_id is not null then dim_customers.acquisition_channel end
        as acquisition_channel,
    cast(coalesce(summed.purchases_count, 0) as int) as purchases_count,
    cast(summed.purchases_count - 1 as int) as repeat_purchases_count,
    cast({{ days_between('summed.first_purchase_date', 'summed.last_purchase_date') }} as int)
        as days_to_last_purchase,
    cast({{ days_between('summed.first_purchase_date', 'customers.as_of_date') }} as int)
        as days_since_first_purchase,
    cast(coalesce(summed.valued_purchases_count, 0) as int) as valued_purchases_count,
    cast(coalesce(summed.valued_net_revenue, 0) as decimal(18, 2)) as valued_net_revenue,
    cast(coalesce(summed.valued_repeat_purchases_count, 0) as int)
        as valued_repeat_purchases_count,
    cast(coalesce(summed.valued_repeat_net_revenue, 0) as decimal(18, 2))
        as valued_repeat_net_revenue
from customers
left join summed
    on
        customers.customer_id = summed.customer_id
        and customers.as_of_date = summed.as_of_date
left join dim_customers
    on customers.customer_id = dim_customers.customer_id
