{% macro sha256(text) %}
    {{- return(adapter.dispatch('sha256', 'growthmart')(text)) -}}
{% endmacro %}

{% macro default__sha256(text) -%}
    sha256({{ text }})
{%- endmacro %}

{% macro spark__sha256(text) -%}
    sha2({{ text }}, 256)
{%- endmacro %}
