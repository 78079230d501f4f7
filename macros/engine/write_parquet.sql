{% macro write_parquet(sql, file) %}
    {#- Writes the rows of a query as one Parquet file, completely or not at all. -#}
    {{- return(adapter.dispatch('write_parquet', 'growthmart')(sql, file)) -}}
{% endmacro %}

{% macro default__write_parquet(sql, file) %}
    {% do run_query(
        'copy (' ~ sql ~ ') to ' ~ text_literal(file) ~ ' (format parquet, use_tmp_file true)'
    ) %}
{% endmacro %}

{% macro spark__write_parquet(sql, file) %}
    {% do adapter.write_parquet(sql, file) %}
{% endmacro %}
