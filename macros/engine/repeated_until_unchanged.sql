{% macro repeated_until_unchanged(view, first, following) %}
    {#- Only for Spark, which has no recursive CTE with a key. A temporary view holds the rows of
        the first query, and then, in each round, those of the following query, which reads the
        view. -#}
    {%- if execute and flags.WHICH in ['build', 'run', 'test'] -%}
        {%- do adapter.repeat_until_unchanged(view, first, following) -%}
    {%- endif -%}
{% endmacro %}
