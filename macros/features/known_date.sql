{% macro known_date(happened_on, identified_at) -%}
    {#- greatest passes over a null: an id that nobody has dated was always the person's. -#}
    greatest({{ happened_on }}, {{ local_date(identified_at) }})
{%- endmacro %}
