{% macro staged_rows(source, entity, columns=none) -%}
    {#- Query: the rows that a source stages for an entity, in the columns and types of the contract,
        every id and code in its one spelling. A column that the source does not have is null. A
        value that is not one of the contract gives the row a rejection reason. -#}
    {%- set staging = ref('stg_' ~ source ~ '__' ~ entity) -%}
    {%- set no_one = ref('placeholder_ids') -%}
    {%- set staged = staged_columns(staging, entity) -%}
    {%- set whole_contract = contract_columns('input_' ~ entity) -%}
    {{- check_staged_columns(staging, staged, whole_contract, entity) -}}
    {%- set contract = [] -%}
    {%- for column in whole_contract if columns is none or column.name in columns -%}
        {%- do contract.append(column) -%}
    {%- endfor -%}
    {%- set reasons = [] -%}
    select
        {%- for column in contract %}
        {%- set value = 'read.' ~ column.name %}
        {%- if may_mean_no_one(column) and column.name in staged %}
        {%- set id = null_if_no_one(value, source) %}
        {%- if is_required(column) %}
        {%- do reasons.append(value ~ " is not null and " ~ id ~ " is null then 'placeholder_id'") %}
        {%- endif %}
        {{ id | indent(8) }} as {{ column.name }},
        {%- elif column.data_type in ['date', 'timestamp'] and not is_required(column) %}
        case when not {{ is_no_time(value) | indent(8) }} then {{ value }} end as {{ column.name }},
        {%- else %}
        {{ value }},
        {%- endif %}
        {%- if column.name in staged %}
        {%- do reasons.extend(misread(column, staged[column.name], type_family(staged[column.name]))) %}
        {%- endif %}
        {%- endfor %}
        case
            when read.rejection_reason is not null then read.rejection_reason
            {%- for reason in reasons %}
            when {{ reason }}
            {%- endfor %}
        end as rejection_reason
    from (
        select
            {%- for column in contract %}
            {%- if column.name not in staged %}
            cast(null as {{ column.data_type }}) as {{ column.name }},
            {%- else %}
            {{ read_value(column, type_family(staged[column.name]), source) | indent(12) }}
                as {{ column.name }},
            {%- if column.data_type != 'string' %}
            {{ filled(column.name, type_family(staged[column.name])) }} as raw_{{ column.name }},
            {%- endif %}
            {%- endif %}
            {%- endfor %}
            {{ 'rejection_reason' if 'rejection_reason' in staged else 'cast(null as string)' }}
                as rejection_reason
        from {{ staging }}
    ) as read
{%- endmacro %}
