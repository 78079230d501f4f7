{% macro check_staged_columns(staging, staged, contract, entity) -%}
    {#- An error before anything is read: a staged column that the contract does not know, or whose
        type cannot become that of the contract. -#}
    {%- set known = contract | map(attribute='name') | list + ['rejection_reason'] -%}
    {%- for name in staged if name not in known -%}
        {%- do exceptions.raise_compiler_error(
            staging.identifier ~ " has the column " ~ name ~ ", which the contract of input_" ~ entity
            ~ " does not know. Rename or drop it; the contract's columns are: " ~ known | join(', ')
        ) -%}
    {%- endfor -%}
    {%- for column in contract if column.name in staged
        and column.data_type in ['date', 'timestamp']
        and type_family(staged[column.name]) in ['number', 'float'] -%}
        {%- do exceptions.raise_compiler_error(
            staging.identifier ~ " has the column " ~ column.name ~ " as " ~ staged[column.name]
            ~ ", and the contract of input_" ~ entity ~ " has it as " ~ column.data_type
            ~ ". Convert it in the staging model: for seconds since 1970, make_timestamp or "
            ~ "to_timestamp does it"
        ) -%}
    {%- endfor -%}
{%- endmacro %}
