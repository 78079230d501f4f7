{% macro date_from_text(text) -%}
    {#- The day of a text with year, month and day: only DuckDB casts one with slashes. -#}
    try_cast(replace({{ text }}, '/', '-') as date)
{%- endmacro %}
