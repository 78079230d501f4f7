{% macro rows_checksum(columns) %}
    {{- return(adapter.dispatch('rows_checksum', 'growthmart')(columns)) -}}
{% endmacro %}

{% macro default__rows_checksum(columns) -%}
    bit_xor(hash({{ columns | join(', ') }}))
{%- endmacro %}

{% macro spark__rows_checksum(columns) -%}
    bit_xor(xxhash64({{ columns | join(', ') }}))
{%- endmacro %}
