with refunds as (
    select * from {{ ref('int_refunds_matched_to_orders') }}
),

orders as (
    select * from {{ ref('int_orders_with_rates') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

-- what the refunded orders cost after discounts, as on the bill and as converted line by line
order_values as (
    select
        items.order_key,
        cast(
            sum(items.value_in_order_currency)
            - coalesce(max({{ money('orders.discount_amount') }}), 0) as decimal(18, 2)
        ) as value_in_order_currency,
        cast(
            sum(items.gross_revenue - items.line_discount_amount) - max(items.order_discount_amount)
            as decimal(18, 2)
        ) as order_value
    from {{ ref('int_order_items_with_rates') }} as items
    inner join orders
        on items.order_key = orders.order_key
    where items.order_key in (select refunds.order_key from refunds)
    group by items.order_key
),

rated as (
    select
        refunds.*,
        coalesce(accounts.customer_id, orders.customer_id) as customer_id,
        {{ local_date('refunds.refunded_at') }} as refund_date,
        coalesce(refunds.currency_code = orders.currency_code, false) as is_in_order_currency,
        order_values.value_in_order_currency,
        order_values.order_value,
        -- one month for all amounts of an order, also for later refunds; a currency that has no
        -- rate for that month has that of the refund's month
        case
            when refunds.currency_code = orders.currency_code then orders.exchange_rate
            else coalesce(of_order_month.rate_to_reporting, of_refund_month.rate_to_reporting)
        end as exchange_rate
    from refunds
    left join orders
        on refunds.order_key = orders.order_key
    left join order_values
        on refunds.order_key = order_values.order_key
    left join currencies as of_order_month
        on
            orders.order_month = of_order_month.month_start
            and refunds.currency_code = of_order_month.currency_code
    left join currencies as of_refund_month
        on
            {{ local_month('refunds.refunded_at') }} = of_refund_month.month_start
            and refunds.currency_code = of_refund_month.currency_code
    left join accounts
        on refunds.source_customer_key = accounts.source_customer_key
),

summed as (
    select
        *,
        cast(sum(amount) over (
            partition by order_key, is_in_order_currency
            order by refunded_at asc nulls last, refund_id asc nulls last
            rows between unbounded preceding and current row
        ) as decimal(18, 2)) as amount_up_to
    from rated
),

-- The lines of an order are rounded one by one, so the order's value is not its total times the
-- rate. Whoever gets back all that was paid gets back this value.
converted as (
    select
        *,
        {{ convert_amount('amount', 'exchange_rate') }} as amount_alone,
        case
            when coalesce(value_in_order_currency, 0) <= 0
                then {{ convert_amount('amount_up_to', 'exchange_rate') }}
            when amount_up_to < value_in_order_currency
                then least({{ convert_amount('amount_up_to', 'exchange_rate') }}, order_value)
            else order_value + {{ convert_amount(
                '(amount_up_to - value_in_order_currency)', 'exchange_rate'
            ) }}
        end as converted_up_to
    from summed
)

select
    refund_id,
    refund_key,
    order_key,
    product_key,
    customer_id,
    quantity,
    cast(
        case
            when is_in_order_currency
                then converted_up_to - coalesce(lag(converted_up_to) over (
                    partition by order_key, is_in_order_currency
                    order by refunded_at asc nulls last, refund_id asc nulls last
                ), 0)
            else amount_alone
        end as decimal(18, 2)
    ) as amount,
    exchange_rate,
    refunded_at,
    refund_date,
    match_rule
from converted
