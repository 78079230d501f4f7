{% macro online_retail_line_order() -%}
    {#- Over all columns: lines have no number of their own, and two equal lines stay two. -#}
    stock_code asc, quantity asc, unit_price asc, description asc nulls last,
    invoice_date asc, customer_id asc nulls last, country asc
{%- endmacro %}
