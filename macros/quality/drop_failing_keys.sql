{% macro drop_failing_keys() %}
    {#- The keys of failing rows are kept only while the var asks for them. -#}
    {% if not var('keep_failing_keys') %}
        {% do run_query('create schema if not exists restricted') %}
        {% do run_query('drop table if exists restricted.quality_failing_keys') %}
    {% endif %}
{% endmacro %}
