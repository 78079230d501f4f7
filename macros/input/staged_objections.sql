{% macro staged_objections(entity, time, objection) -%}
    {#- Query: the rows of an entity that say no to marketing at a time, also those that are rejected
        for another reason or whose module is off. A time that cannot be read is null: the person
        said no. -#}
    {%- set ids = ['source_customer_key', 'campaign_key', 'channel', 'purpose'] -%}
    {%- for source in sources_with(entity) %}
    {%- set staged = staged_columns(ref('stg_' ~ source ~ '__' ~ entity), entity) %}
    {%- set columns = [] %}
    {%- for column in contract_columns('input_' ~ entity) if column.name in ids + [time] %}
    {%- do columns.append(column) %}
    {%- endfor %}
    {%- if time in staged %}
    union all
    select
        '{{ source }}' as source_name,
        {%- for name in ids %}
        {{ name if columns | selectattr('name', 'equalto', name) | list else 'cast(null as string)' }} as {{ name }},
        {%- endfor %}
        '{{ objection }}' as objection,
        {{ time }} as objected_at
    from (
        {{ read_rows(source, entity, columns) | indent(8) }}
    ) as read
    where raw_{{ time }} is not null
    {%- endif %}
    {%- endfor %}
{%- endmacro %}
