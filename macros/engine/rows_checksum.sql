{% macro rows_checksum(columns) %}
    {{- return(adapter.dispatch('rows_checksum', 'growthmart')(columns)) -}}
{% endmacro %}

{% macro default__rows_checksum(columns) -%}
    bit_xor(hash({{ columns | join(', ') }}))
{%- endmacro %}

{% macro spark__rows_checksum(columns) -%}
    {#- xxhash64 passes over nulls: a value that moves to the next column must not look the same -#}
    {%- set texts = [] -%}
    {%- for column in columns -%}
        {%- do texts.append("coalesce(cast(" ~ column ~ " as string), '<null>')") -%}
    {%- endfor -%}
    bit_xor(xxhash64({{ texts | join(', ') }}))
{%- endmacro %}
