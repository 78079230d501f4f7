{% macro reconciliation_sql() -%}
    {#- By source: net + cancelled + discounts - unmatched refunds + shipping + value of rejected
        rows = signed input. Only sources whose every amount is in the reporting currency:
        elsewhere the rounding of converted amounts would stand in the way. Equal rows of the input
        are one row. -#}
    {%- for source in enabled_sources() %}
    select
        '{{ source }}' as source_name,
        orders.net_revenue,
        orders.cancelled_amount,
        orders.discount_amount,
        refunds.unmatched_refund_amount,
        orders.shipping_amount,
        rejected.amount as rejected_amount,
        signed_input.amount as signed_input
    from (
        select
            coalesce(sum(net_revenue), 0) as net_revenue,
            coalesce(sum(cancelled_amount), 0) as cancelled_amount,
            coalesce(sum(discount_amount), 0) as discount_amount,
            coalesce(sum(shipping_amount), 0) as shipping_amount
        from {{ ref('fct_orders') }}
        where source_name = '{{ source }}'
    ) as orders
    cross join (
        select coalesce(sum(amount), 0) as unmatched_refund_amount
        from {{ ref('fct_refunds') }}
        where order_id is null and starts_with(refund_id, '{{ source }}:')
    ) as refunds
    cross join (
        select coalesce(sum(amount), 0) as amount
        from (
            select source_name, amount from {{ ref('input_orders_rejected') }}
            union all
            select source_name, amount from {{ ref('input_order_items_rejected') }}
            union all
            select source_name, amount from {{ ref('input_refunds_rejected') }}
        )
        where source_name = '{{ source }}'
    ) as rejected
    cross join (
        select cast(sum(amount) as decimal(18, 2)) as amount
        from (
            select {{ money('quantity * unit_price') }} as amount
            from (select distinct * from {{ ref('stg_' ~ source ~ '__order_items') }})
            union all
            select coalesce(shipping_amount, 0) as amount
            from (select distinct * from {{ ref('stg_' ~ source ~ '__orders') }})
            {%- if 'refunds' in var('source_catalogue')[source].entities %}
            union all
            select -amount
            from (select distinct * from {{ ref('stg_' ~ source ~ '__refunds') }})
            {%- endif %}
        )
    ) as signed_input
    where (
        select count(distinct currency_code) = 1 and bool_and(rate_origin = 'same')
        from {{ ref('int_currencies_rated') }} as currencies
        where exists (
            select 1 from {{ ref('input_orders') }} as orders
            where
                orders.source_name = '{{ source }}'
                and orders.currency_code = currencies.currency_code
        )
    )
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
