{% macro acquisition_window() -%}
    interval '{{ var("acquisition_window_days") }}' day
{%- endmacro %}
