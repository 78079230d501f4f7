{% macro rejected_rows_sql() -%}
    {#- Rejected rows of this run by reason: counts, for the keys are personal data. None when this
        run has not built them. -#}
    {%- for table in built_tables() if table.name == 'input_rejected_rows' %}
    select
        '{{ invocation_id }}' as run_id,
        entity,
        source_name,
        rejection_reason,
        count(*) as rows_count
    from {{ adapter.quote(table.schema) }}.{{ adapter.quote(table.name) }}
    group by entity, source_name, rejection_reason
    union all
    {%- endfor %}
    select
        cast(null as string) as run_id,
        cast(null as string) as entity,
        cast(null as string) as source_name,
        cast(null as string) as rejection_reason,
        cast(null as bigint) as rows_count
    where 1 = 0
{%- endmacro %}
