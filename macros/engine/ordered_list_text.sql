{% macro ordered_list_text(expression) %}
    {{- return(adapter.dispatch('ordered_list_text', 'growthmart')(expression)) -}}
{% endmacro %}

{% macro default__ordered_list_text(expression) -%}
    array_to_string(list_sort(list(distinct {{ expression }})), ', ')
{%- endmacro %}

{% macro spark__ordered_list_text(expression) -%}
    array_join(array_sort(collect_set({{ expression }})), ', ')
{%- endmacro %}
