{% macro online_retail_line_order() -%}
    {#- Over all columns: lines have no number in the file, and two equal lines remain two lines.
        -#}
    stock_code asc nulls last, quantity asc nulls last, unit_price asc nulls last,
    description asc nulls last, invoice_date asc nulls last, customer_id asc nulls last,
    country asc nulls last
{%- endmacro %}
