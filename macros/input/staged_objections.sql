{% macro staged_objections(entity, time, objection) -%}
    {#- Query: the rows of an entity that say no to marketing at a time, also those that are rejected
        for another reason. A time that cannot be read is null: the person said no. -#}
    {%- set ids = ['source_customer_key', 'campaign_key', 'channel', 'purpose'] -%}
    {%- for source in sources_of(entity) %}
    {%- set staging = ref('stg_' ~ source ~ '__' ~ entity) %}
    {%- set staged = staged_columns(staging, entity) %}
    {%- set columns = {} %}
    {%- for column in contract_columns('input_' ~ entity) if column.name in staged %}
    {%- do columns.update({column.name: column}) %}
    {%- endfor %}
    {%- if time in columns or not execute %}
    union all
    select
        '{{ source }}' as source_name,
        {%- for name in ids %}
        {{ read_text(columns[name], source) if name in columns else 'cast(null as string)' }} as {{ name }},
        {%- endfor %}
        '{{ objection }}' as objection,
        {% if execute -%}
        {{ read_value(columns[time], type_family(staged[time]), source) }}
        {%- else -%} cast(null as timestamp) {%- endif %} as objected_at
    from {{ staging }}
    where {{ filled(time, type_family(staged[time]) if execute else 'time') }} is not null
    {%- endif %}
    {%- endfor %}
{%- endmacro %}
