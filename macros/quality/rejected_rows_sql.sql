{% macro rejected_rows_sql() -%}
    {#- Rejected rows of this run by rule: counts, for the keys are personal data. A sibling that
        this run has not built is left out. -#}
    {%- for table in built_tables() if table.name.startswith('input_')
        and table.name.endswith('_rejected') %}
    select
        '{{ invocation_id }}' as run_id,
        '{{ table.name | replace("input_", "") | replace("_rejected", "") }}' as entity,
        source_name,
        rule,
        count(*) as rows_count
    from {{ adapter.quote(table.schema) }}.{{ adapter.quote(table.name) }}
    group by source_name, rule
    union all
    {%- endfor %}
    select
        cast(null as string) as run_id,
        cast(null as string) as entity,
        cast(null as string) as source_name,
        cast(null as string) as rule,
        cast(null as bigint) as rows_count
    where 1 = 0
{%- endmacro %}
