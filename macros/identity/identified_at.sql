{% macro identified_at(happened_at, linked_at) -%}
    {#- greatest() passes over nulls, and a row of nobody was never identified. -#}
    case when {{ linked_at }} is not null then greatest({{ happened_at }}, {{ linked_at }}) end
{%- endmacro %}
