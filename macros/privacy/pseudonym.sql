{% macro pseudonym(id) -%}
    {#- A keyed hash, cut to 128 bits: 32 of 64 hexadecimal digits. The only place that reads the
        key, without a cast: an error text that quotes a value must never quote this one. -#}
    {%- set key = '(select pseudonym_key from ' ~ ref('pseudonym_key') ~ ')' -%}
    left({{ sha256(key ~ ' || ' ~ sha256(key ~ ' || ' ~ id)) }}, 32)
{%- endmacro %}
