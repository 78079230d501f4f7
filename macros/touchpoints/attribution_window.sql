{% macro attribution_window() -%}
    interval '{{ var("attribution_window_days") }}' day
{%- endmacro %}
