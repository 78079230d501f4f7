{% macro staged_rows(source, entity, columns=none, is_distinct=false) -%}
    {#- Query: the rows that a source stages for an entity, in the columns and types of the contract
        (read_rows). An id or a time that means that there is none is null. A value that is not one
        of the contract gives the row a rejection reason. -#}
    {%- set staging = ref('stg_' ~ source ~ '__' ~ entity) -%}
    {%- set no_one = ref('placeholder_ids') -%}
    {%- set staged = staged_columns(staging, entity) -%}
    {%- set whole_contract = contract_columns('input_' ~ entity) -%}
    {{- check_staged_columns(staging, staged, whole_contract, entity) -}}
    {%- set contract = [] -%}
    {%- set known = {} -%}
    {#- how an id of identities is read depends on its type -#}
    {%- for column in whole_contract
        if columns is none or column.name in columns
            or column.name | replace('_type', '_id') in columns -%}
        {%- do contract.append(column) -%}
        {%- set value = known_value(column, source) -%}
        {%- if value and column.name in staged -%}
            {%- do known.update({column.name: value}) -%}
        {%- endif -%}
    {%- endfor -%}
    select
        {%- for column in contract %}
        {{ 'known_' ~ column.name ~ ' as ' if column.name in known }}{{ column.name }},
        {%- endfor %}
        case
            when rejection_reason is not null then rejection_reason
            {%- for column in contract if column.name in staged %}
            {%- if is_id_of_person(column.name) and is_required(column) %}
            when {{ column.name }} is not null and known_{{ column.name }} is null then 'placeholder_id'
            {%- endif %}
            {%- for reason in misread(column, staged[column.name], type_family(staged[column.name])) %}
            when {{ reason }}
            {%- endfor %}
            {%- endfor %}
        end as rejection_reason
    from (
        select
            {%- for name, value in known.items() %}
            {{ value | indent(12) }} as known_{{ name }},
            {%- endfor %}
            read.*
        from (
            {{ read_rows(source, entity, contract, is_distinct) | indent(12) }}
        ) as read
    ) as known
{%- endmacro %}
