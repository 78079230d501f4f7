{% macro end_not_before(start, end) -%}
    {#- A last day that is before the first one is a typing error. -#}
    case when not coalesce({{ end }} < {{ start }}, false) then {{ end }} end
{%- endmacro %}
