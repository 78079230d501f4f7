{% macro payment_reasons_sql(source) -%}
    {#- Orders of a source by the reason for which what is paid differs from their value (lines less
        discounts, and shipping and tax), in the currency of the orders. The values and the
        differences add up to the payments. -#}
    with orders as (
        select * from {{ ref('input_orders') }}
        where source_name = '{{ source }}'
    ),

    lines as (
        select
            order_key,
            cast(sum(
                round(cast(quantity as decimal(18, 0)) * unit_price, 2)
                - coalesce(discount_amount, 0)
            ) as decimal(18, 2)) as amount
        from {{ ref('input_order_items') }}
        group by order_key
    ),

    payments as (
        select
            order_key,
            cast(sum(amount) as decimal(18, 2)) as amount,
            max(installments) as installments
        from {{ ref('input_payments') }}
        group by order_key
    ),

    compared as (
        select
            lines.amount is not null as has_lines,
            payments.amount is not null as has_payment,
            coalesce(payments.installments > 1, false) as has_installments,
            coalesce(
                lines.amount - coalesce(orders.discount_amount, 0)
                + coalesce(orders.shipping_amount, 0) + coalesce(orders.tax_amount, 0),
                0
            ) as order_value,
            coalesce(payments.amount, 0) as paid
        from orders
        left join lines
            on orders.order_key = lines.order_key
        left join payments
            on orders.order_key = payments.order_key
    ),

    explained as (
        select
            order_value,
            paid,
            case
                -- paid, and then nothing could be delivered: the file does not say what was ordered
                when not has_lines then 'no_lines'
                when not has_payment then 'no_payment'
                when paid = order_value then 'paid_in_full'
                -- one cent up or down, or two: the parts of an order are rounded one by one
                when paid between order_value - 0.02 and order_value + 0.02 then 'rounding'
                when paid > order_value and has_installments then 'installment_interest'
                when paid > order_value then 'paid_more'
                else 'paid_less'
            end as reason
        from compared
    )

    select
        reason,
        count(*) as orders_count,
        cast(sum(order_value) as decimal(18, 2)) as order_value,
        cast(sum(paid - order_value) as decimal(18, 2)) as difference,
        cast(sum(paid) as decimal(18, 2)) as paid
    from explained
    group by reason
    order by reason asc nulls last
{%- endmacro %}
