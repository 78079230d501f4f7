{% macro trimmed(value) -%}
    trim(cast({{ value }} as string))
{%- endmacro %}
