{% macro is_before(time, earlier) -%}
    {#- Condition: a time is more than a day before one that it follows. -#}
    {{ time }} < {{ earlier }} - interval '1' day
{%- endmacro %}
