{% set windows = [30, 90, 365] -%}
with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

orders as (
    select
        *,
        {{ known_date('order_date', 'identified_at') }} as known_date
    from {{ ref('fct_orders') }}
    where status <> 'cancelled'
),

-- until the first discount, also of an unknown person, no source is known to record discounts
first_discount as (
    select min(order_date) as first_discount_date
    from orders
    where discount_amount > 0
),

refunds as (
    select * from {{ ref('fct_refunds') }}
    where order_id is not null
),

refunds_known as (
    select
        refunds.order_id,
        dates.as_of_date,
        cast(sum(refunds.amount) as decimal(18, 2)) as refund_amount
    from refunds
    inner join dates
        on refunds.refund_date <= dates.as_of_date
    group by refunds.order_id, dates.as_of_date
),

orders_known as (
    select
        orders.customer_id,
        dates.as_of_date,
        orders.order_id,
        orders.ordered_at,
        orders.order_date,
        orders.gross_revenue,
        orders.discount_amount,
        coalesce(refunds_known.refund_amount, 0) as refund_amount
    from orders
    inner join dates
        on orders.known_date <= dates.as_of_date
    left join refunds_known
        on
            orders.order_id = refunds_known.order_id
            and dates.as_of_date = refunds_known.as_of_date
    where orders.customer_id is not null
),

sequenced as (
    select
        *,
        gross_revenue - discount_amount - refund_amount as net_revenue,
        lag(order_date) over (
            partition by customer_id, as_of_date
            order by ordered_at asc nulls last, order_id asc nulls last
        ) as previous_order_date,
        row_number() over (
            partition by customer_id, as_of_date
            order by ordered_at desc nulls last, order_id desc nulls last
        ) as orders_from_last
    from orders_known
),

summed as (
    select
        customer_id,
        as_of_date,
        count(*) as orders_count,
        cast(sum(gross_revenue) as decimal(18, 2)) as lifetime_gross_revenue,
        cast(sum(discount_amount) as decimal(18, 2)) as lifetime_discount_amount,
        cast(sum(refund_amount) as decimal(18, 2)) as lifetime_refund_amount,
        cast(sum(net_revenue) as decimal(18, 2)) as lifetime_net_revenue,
        {%- for days in windows %}
        count_if({{ within_days('order_date', 'as_of_date', days) }}) as orders_count_{{ days }}d,
        cast(sum(net_revenue) filter (
            where {{ within_days('order_date', 'as_of_date', days) }}
        ) as decimal(18, 2)) as net_revenue_{{ days }}d,
        {%- endfor %}
        min(order_date) as first_order_date,
        max(order_date) as last_order_date,
        median({{ days_between('previous_order_date', 'order_date') }})
            as median_days_between_orders,
        max({{ days_between('previous_order_date', 'order_date') }}) filter (
            where orders_from_last = 1
        ) as days_before_last_order
    from sequenced
    group by customer_id, as_of_date
)

select
    customers.customer_id,
    customers.as_of_date,
    customers.days_known,
    cast(coalesce(summed.orders_count, 0) as int) as orders_count,
    {%- for days in windows %}
    cast(coalesce(summed.orders_count_{{ days }}d, 0) as int) as orders_count_{{ days }}d,
    {%- endfor %}
    {%- for amount in ['gross_revenue', 'discount_amount', 'refund_amount', 'net_revenue'] %}
    cast(coalesce(summed.lifetime_{{ amount }}, 0) as decimal(18, 2)) as lifetime_{{ amount }},
    {%- endfor %}
    {%- for days in windows %}
    cast(coalesce(summed.net_revenue_{{ days }}d, 0) as decimal(18, 2)) as net_revenue_{{ days }}d,
    {%- endfor %}
    {{ average_amount(
        '(summed.lifetime_gross_revenue - summed.lifetime_discount_amount)', 'summed.orders_count'
    ) }} as average_order_value,
    {{ average_amount('summed.lifetime_net_revenue', 'summed.orders_count') }}
        as average_net_order_value,
    case
        when first_discount.first_discount_date <= customers.as_of_date
            then {{ rounded_ratio(
                'summed.lifetime_discount_amount', 'summed.lifetime_gross_revenue'
            ) }}
    end as discount_share,
    summed.first_order_date,
    summed.last_order_date,
    cast({{ days_between('summed.last_order_date', 'customers.as_of_date') }} as int)
        as recency_days,
    cast({{ days_between('summed.first_order_date', 'customers.as_of_date') }} as int)
        as tenure_days,
    {{ round_to_nine_digits('summed.median_days_between_orders') }} as median_days_between_orders,
    cast(summed.days_before_last_order as int) as days_before_last_order
from customers
cross join first_discount
left join summed
    on
        customers.customer_id = summed.customer_id
        and customers.as_of_date = summed.as_of_date
