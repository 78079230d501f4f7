{% macro published_file() %}
    {% do return(env_var('GROWTHMART_PUBLISHED', 'published/growthmart.duckdb')) %}
{% endmacro %}
