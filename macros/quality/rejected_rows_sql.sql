{% macro rejected_rows_sql() -%}
    {#- Rejected rows of this run by rule: counts, for the keys are personal data. A sibling that
        this run has not built is left out. -#}
    {%- set siblings = run_query(
        "select table_name, schema_name from duckdb_tables() "
        ~ "where database_name = current_database() and table_name like 'input\\_%\\_rejected' "
        ~ "escape '\\' and comment = 'run " ~ invocation_id ~ "' order by table_name"
    ).rows -%}
    {%- for sibling in siblings %}
    select
        '{{ invocation_id }}' as run_id,
        '{{ sibling[0] | replace("input_", "") | replace("_rejected", "") }}' as entity,
        source_name,
        rule,
        count(*) as rows_count
    from {{ adapter.quote(sibling[1]) }}.{{ adapter.quote(sibling[0]) }}
    group by source_name, rule
    union all
    {%- endfor %}
    select
        cast(null as varchar) as run_id,
        cast(null as varchar) as entity,
        cast(null as varchar) as source_name,
        cast(null as varchar) as rule,
        cast(null as bigint) as rows_count
    where 1 = 0
{%- endmacro %}
