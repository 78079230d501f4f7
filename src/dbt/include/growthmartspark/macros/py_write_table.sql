{% macro py_write_table(compiled_code, target_relation) %}
{# Spark only: instead of dbt-spark's own, which is for Databricks. The library writes what a model
   returns. The line before the code takes the indentation that dbt-spark puts there. #}
{{ compiled_code }}
from growthmart.engines.spark.tables import write_table
write_table(spark, model(dbtObj(spark.table), spark), "{{ target_relation }}")
{% endmacro %}
