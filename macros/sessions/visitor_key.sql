{% macro visitor_key() -%}
    {#- Ids of two types may be the same text, and are not the same visitor. -#}
    coalesce(
            'anonymous/' || anonymous_id, 'customer/' || source_customer_key, 'device/' || device_id
        )
{%- endmacro %}
