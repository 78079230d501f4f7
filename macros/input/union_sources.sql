{% macro union_sources(entity) %}
    {#- One select per enabled source that fills the entity, in the columns and types of its
        contract; what a source does not have is null. No source: an empty typed relation. -#}
    {%- set contract = contract_columns('input_' ~ entity) -%}
    {%- for source in enabled_sources() if entity in var('source_catalogue')[source].entities %}
    {%- set staging = ref('stg_' ~ source ~ '__' ~ entity) -%}
    {%- set staged = contract_columns('stg_' ~ source ~ '__' ~ entity)
        | map(attribute='name') | list -%}
    {%- set known = contract | map(attribute='name') | list + ['rejection_rule'] -%}
    {%- for name in staged if execute and name not in known -%}
        {%- do exceptions.raise_compiler_error(
            "stg_" ~ source ~ "__" ~ entity ~ " has the column " ~ name
            ~ ", which the contract of input_" ~ entity ~ " does not know: rename or drop it"
        ) -%}
    {%- endfor -%}
    select
        {%- for column in contract %}
        cast({{ column.name if column.name in staged else 'null' }} as {{ column.data_type }})
            as {{ column.name }},
        {%- endfor %}
        cast({{ 'rejection_rule' if 'rejection_rule' in staged else 'null' }} as string)
            as rejection_rule
    from {{ staging }}
    union all
    {% endfor -%}
    select
        {%- for column in contract %}
        cast(null as {{ column.data_type }}) as {{ column.name }},
        {%- endfor %}
        cast(null as string) as rejection_rule
    where 1 = 0
{%- endmacro %}
