{% macro quintile(rank, rows_count) -%}
    cast(cast(floor({{ ratio('5 * (' ~ rank ~ ' - 1)', rows_count) }}) as int) + 1 as string)
{%- endmacro %}
