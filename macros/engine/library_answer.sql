{% macro library_answer(function, arguments=[]) %}
    {#- In Jinja: what a function of growthmart.macro_functions returns for these texts. -#}
    {{- return(adapter.dispatch('library_answer', 'growthmart')(function, arguments)) -}}
{% endmacro %}

{% macro default__library_answer(function, arguments) %}
    {% do return(run_query('select ' ~ call_library(function, arguments)).columns[0].values()[0]) %}
{% endmacro %}

{% macro spark__library_answer(function, arguments) %}
    {% do return(adapter.call_library(function, *arguments)) %}
{% endmacro %}
