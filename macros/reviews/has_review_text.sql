{% macro has_review_text(title, body) -%}
    trim(concat_ws(' ', {{ title }}, {{ body }})) <> ''
{%- endmacro %}
