{% macro insert_amounts_left_out() -%}
    {#- Post-hook of input_amounts_left_out. -#}
    {%- set amounts = {
        'orders': 'shipping_amount',
        'order_items': line_amount('quantity', 'unit_price'),
        'refunds': 'amount',
    } -%}
    {%- set queries = [] -%}
    {%- for entity, amount in amounts.items() if sources_of(entity) -%}
        {%- do queries.append(amounts_left_out(entity, amount)) -%}
    {%- endfor -%}
    {{- insert_queries(queries) -}}
{%- endmacro %}
