{% macro state_table(schema, name) %}
    {#- Name of a table of state that no model writes: a database on DuckDB, a schema on Spark. -#}
    {{- return(adapter.dispatch('state_table', 'growthmart')(schema, name)) -}}
{% endmacro %}

{% macro default__state_table(schema, name) %}
    {{- return('state.' ~ schema ~ '.' ~ name) -}}
{% endmacro %}

{% macro spark__state_table(schema, name) %}
    {{- return('state.' ~ name) -}}
{% endmacro %}
