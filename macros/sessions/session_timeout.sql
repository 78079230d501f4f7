{% macro session_timeout() -%}
    interval '{{ var("session_timeout_minutes") }}' minute
{%- endmacro %}
