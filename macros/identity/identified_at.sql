{% macro identified_at(happened_at, linked_at) -%}
    {#- greatest() skips nulls, but a row without a person was never identified. -#}
    case when {{ linked_at }} is not null then greatest({{ happened_at }}, {{ linked_at }}) end
{%- endmacro %}
