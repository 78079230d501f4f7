{% macro message_conversion_window() -%}
    interval '{{ var("message_conversion_window_days") }}' day
{%- endmacro %}
