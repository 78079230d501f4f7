{% macro keeps_history() %}
    {#- Snapshots change rows: Parquet, the format of Spark's tables, cannot. dbt_project.yml enables
        them by the same condition. -#}
    {% do return(target.type == 'duckdb' or env_var('GROWTHMART_SPARK_LAKEHOUSE', '') != '') %}
{% endmacro %}
