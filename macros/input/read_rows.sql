{% macro read_rows(source, entity, columns, is_distinct=false) -%}
    {#- Query: the rows that a source stages for an entity, with these columns in the types of the
        contract, every id and code in its one spelling. A column that the source does not have, and
        a value that cannot be read, is null; raw_<column> is what the source staged. -#}
    {%- set staging = ref('stg_' ~ source ~ '__' ~ entity) -%}
    {%- set staged = staged_columns(staging, entity) -%}
    select
        {%- for column in columns if column.name in staged %}
        {{ read_value(column, type_family(staged[column.name]), source) | indent(8) }}
            as {{ column.name }},
        {%- if column.data_type != 'string' %}
        staged.{{ column.name }} as raw_{{ column.name }},
        {%- endif %}
        {%- endfor %}
        {%- for column in columns if column.name not in staged %}
        cast(null as {{ column.data_type }}) as {{ column.name }},
        {%- endfor %}
        rejection_reason
    from (
        select {{- ' distinct' if is_distinct }}
            {%- for column in columns if column.name in staged %}
            {{ staged_value(column, type_family(staged[column.name]), source) | indent(12) }}
                as {{ column.name }},
            {%- if is_key(column.name) %}
            {{ key_prefix(column.name, source) }} as prefix_{{ column.name }},
            {%- endif %}
            {%- endfor %}
            {{ 'rejection_reason' if 'rejection_reason' in staged else 'cast(null as string)' }}
                as rejection_reason
        from {{ staging }}
    ) as staged
{%- endmacro %}
