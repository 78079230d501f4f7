{% macro is_valid_at(versions, day) -%}
    coalesce({{ versions }}.valid_from <= {{ day }}, true)
    and coalesce({{ versions }}.valid_until > {{ day }}, true)
{%- endmacro %}
