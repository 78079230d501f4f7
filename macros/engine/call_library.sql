{% macro call_library(function, arguments=[]) %}
    {#- Expression: what a function of growthmart.macro_functions returns for these texts. -#}
    {{- return(adapter.dispatch('call_library', 'growthmart')(function, arguments)) -}}
{% endmacro %}

{% macro default__call_library(function, arguments) -%}
    growthmart_{{ function }}(
        {%- for argument in arguments %}{{ text_literal(argument) }}{{ ', ' if not loop.last }}
        {%- endfor -%}
    )
{%- endmacro %}

{% macro spark__call_library(function, arguments) -%}
    {%- set answer = adapter.call_library(function, *arguments) -%}
    {{ text_literal(answer) if answer is not none else 'cast(null as string)' }}
{%- endmacro %}
