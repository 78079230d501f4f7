{% macro quintile(rank, rows_count) -%}
    cast(cast(floor(cast(5 * ({{ rank }} - 1) as double) / {{ rows_count }}) as int) + 1 as string)
{%- endmacro %}
