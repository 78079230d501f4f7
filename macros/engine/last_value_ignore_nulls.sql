{% macro last_value_ignore_nulls(expression) %}
    {#- Followed by `over (...)`: the last value of the frame that is not null. -#}
    {{- return(adapter.dispatch('last_value_ignore_nulls', 'growthmart')(expression)) -}}
{% endmacro %}

{% macro default__last_value_ignore_nulls(expression) -%}
    last_value({{ expression }} ignore nulls)
{%- endmacro %}

{% macro spark__last_value_ignore_nulls(expression) -%}
    last_value({{ expression }}, true)
{%- endmacro %}
