{% macro olist_record_number() -%}
    row_number() over (
        partition by customers.customer_unique_id
        order by
            orders.order_purchase_timestamp desc nulls last, customers.customer_id asc nulls last
    )
{%- endmacro %}
