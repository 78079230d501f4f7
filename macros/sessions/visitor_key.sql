{% macro visitor_key() -%}
    {#- Ids of two types may have the same text; they are not the same visitor. -#}
    coalesce(
            'anonymous/' || anonymous_id, 'customer/' || source_customer_key,
            'device/' || device_id, 'order/' || order_key
        )
{%- endmacro %}
