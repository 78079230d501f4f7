{% macro repeated_until_unchanged(view, first, following) %}
    {#- Spark alone, whose recursion knows no key: a temporary view of the rows of the first query,
        then again and again of those of the following query, which reads the view. -#}
    {%- if execute and flags.WHICH in ['build', 'run', 'test'] -%}
        {%- do adapter.repeat_until_unchanged(view, first, following) -%}
    {%- endif -%}
{% endmacro %}
