{% macro set_variable(name, text) %}
    {#- Statement, or nothing: keeps a text that the library reads in the Python model. It is needed
        because a Python model cannot render Jinja, and YAML is rendered once. -#}
    {{- return(adapter.dispatch('set_variable', 'growthmart')(name, text)) -}}
{% endmacro %}

{% macro default__set_variable(name, text) -%}
    set variable {{ name }} = {{ text_literal(text) }}
{%- endmacro %}

{% macro spark__set_variable(name, text) -%}
    {%- do adapter.set_variable(name, text) -%}
{%- endmacro %}
