{% macro distinct_list_text(expression) %}
    {{- return(adapter.dispatch('distinct_list_text', 'growthmart')(expression)) -}}
{% endmacro %}

{% macro default__distinct_list_text(expression) -%}
    array_to_string(list_sort(list(distinct {{ expression }})), ', ')
{%- endmacro %}

{% macro spark__distinct_list_text(expression) -%}
    {#- Without values, array_join gives an empty text and not null. -#}
    case when count({{ expression }}) > 0
        then array_join(array_sort(collect_set({{ expression }})), ', ') end
{%- endmacro %}
