{% macro union_sources(entity) %}
    {#- One select per enabled source that fills the entity, in the columns and types of its
        contract. A column that a source does not have is null. A value that cannot be read as its
        type is null, and the row gets the reason `unparseable`. Without a source: an empty relation
        with the types. -#}
    {%- set contract = contract_columns('input_' ~ entity) -%}
    {%- set known = contract | map(attribute='name') | list + ['rejection_reason'] -%}
    {%- for source in sources_of(entity) %}
    {%- set staging = ref('stg_' ~ source ~ '__' ~ entity) -%}
    {%- set staged = staged_columns(staging, entity) -%}
    {%- for name in staged if name not in known -%}
        {%- do exceptions.raise_compiler_error(
            "stg_" ~ source ~ "__" ~ entity ~ " has the column " ~ name
            ~ ", which the contract of input_" ~ entity ~ " does not know. Rename or drop it; the "
            ~ "contract's columns are: " ~ known | join(', ')
        ) -%}
    {%- endfor %}
    select
        {%- for column in contract %}
        try_cast({{ column.name if column.name in staged else 'null' }} as {{ column.data_type }})
            as {{ column.name }},
        {%- endfor %}
        {%- set own_reason = 'rejection_reason' if 'rejection_reason' in staged
            else 'cast(null as string)' %}
        case
            when {{ own_reason }} is not null then {{ own_reason }}
            {%- for column in contract if column.name in staged and column.data_type != 'string' %}
            when {{ column.name }} is not null
                and try_cast({{ column.name }} as {{ column.data_type }}) is null
                then 'unparseable'
            {%- endfor %}
        end as rejection_reason
    from {{ staging }}
    {{ 'union all' if not loop.last }}
    {%- else %}
    select
        {%- for column in contract %}
        cast(null as {{ column.data_type }}) as {{ column.name }},
        {%- endfor %}
        cast(null as string) as rejection_reason
    where 1 = 0
    {%- endfor %}
{%- endmacro %}
