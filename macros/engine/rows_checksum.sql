{% macro rows_checksum(columns) %}
    {{- return(adapter.dispatch('rows_checksum', 'growthmart')(columns)) -}}
{% endmacro %}

{% macro default__rows_checksum(columns) -%}
    bit_xor(hash({{ columns | join(', ') }}))
{%- endmacro %}

{% macro spark__rows_checksum(columns) -%}
    {#- xxhash64 skips nulls: a value that moves to the next column must change the checksum. -#}
    {%- set parts = [] -%}
    {%- for column in columns -%}
        {%- do parts.append(column ~ " is null, " ~ column) -%}
    {%- endfor -%}
    bit_xor(xxhash64({{ parts | join(', ') }}))
{%- endmacro %}
