{% macro last_known(expression) %}
    {#- Followed by `over (...)`: the last value of the frame that is not null. -#}
    {{- return(adapter.dispatch('last_known', 'growthmart')(expression)) -}}
{% endmacro %}

{% macro default__last_known(expression) -%}
    last_value({{ expression }} ignore nulls)
{%- endmacro %}

{% macro spark__last_known(expression) -%}
    last_value({{ expression }}, true)
{%- endmacro %}
