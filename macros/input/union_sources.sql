{% macro union_sources(entity, columns=none, is_distinct=false) %}
    {#- One select per enabled source that fills the entity, in the columns and types of its
        contract: `staged_rows`. Without a source: an empty relation with the types. -#}
    {%- set contract = contract_columns('input_' ~ entity) -%}
    {%- for source in sources_of(entity) %}
    {{ staged_rows(source, entity, columns, is_distinct) }}
    {{ 'union all' if not loop.last }}
    {%- else %}
    select
        {%- for column in contract if columns is none or column.name in columns %}
        cast(null as {{ column.data_type }}) as {{ column.name }},
        {%- endfor %}
        cast(null as string) as rejection_reason
    where 1 = 0
    {%- endfor %}
{%- endmacro %}
