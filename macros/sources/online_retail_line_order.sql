{% macro online_retail_line_order() -%}
    {#- Over all columns: lines have no number of their own, and two equal lines stay two. -#}
    stock_code asc nulls last, quantity asc nulls last, unit_price asc nulls last,
    description asc nulls last, invoice_date asc nulls last, customer_id asc nulls last,
    country asc nulls last
{%- endmacro %}
