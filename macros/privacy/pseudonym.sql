{% macro pseudonym(id) -%}
    {#- A keyed hash. The only place that reads the key, without a cast: an error text that quotes
        a value must never quote this one. -#}
    {%- set key = '(select pseudonym_key from ' ~ ref('pseudonym_key') ~ ')' -%}
    {{ sha256(key ~ ' || ' ~ sha256(key ~ ' || ' ~ id)) }}
{%- endmacro %}
