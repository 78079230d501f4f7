{% macro experiment_window() -%}
    interval '{{ var("experiment_window_days") }}' day
{%- endmacro %}
