{% macro pseudonym(id) -%}
    {#- A keyed hash, cut to 128 bits: 32 of 64 hexadecimal digits. Only this macro reads the key.
        It has no cast, because the error text of a cast quotes the value, and must never quote the
        key. -#}
    {%- set key = '(select pseudonym_key from ' ~ ref('pseudonym_key') ~ ')' -%}
    left({{ sha256(key ~ ' || ' ~ sha256(key ~ ' || ' ~ id)) }}, 32)
{%- endmacro %}
