{% macro known_date(happened_on, identified_at) -%}
    {#- greatest() skips nulls: an id without a date counts as always the person's. -#}
    greatest({{ happened_on }}, {{ local_date(identified_at) }})
{%- endmacro %}
