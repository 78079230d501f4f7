{% macro id_of_visitor(entity, name, is_unknown_customer) -%}
    {#- The cookie or the address of a row whose account may be unknown, because the person was
        erased. -#}
    {%- if entity == 'orders' -%}
    -- an order of an unknown account is anonymous: its other ids would name another person
    case when not {{ is_unknown_customer }} then {{ name }} end
    {%- else -%}
    -- without a cookie, the visits of an unknown account are those of one visitor
    coalesce(
        {{ name }},
        case when device_id is null and {{ is_unknown_customer }} then source_customer_key end
    )
    {%- endif -%}
{%- endmacro %}
