{% macro replace_matches(text, pattern, replacement) %}
    {{- return(adapter.dispatch('replace_matches', 'growthmart')(text, pattern, replacement)) -}}
{% endmacro %}

{% macro default__replace_matches(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}

{% macro spark__replace_matches(text, pattern, replacement) -%}
    {#- Java writes a group $1. -#}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement | replace("\\", "$") }}')
{%- endmacro %}
