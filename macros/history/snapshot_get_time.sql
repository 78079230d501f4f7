{% macro snapshot_get_time() -%}
    {#- Replaces dbt's clock: a version is valid from the as-of date. A later build of the same date
        writes a second later, so that its versions follow those before. -#}
    {%- set as_of = "(select cast(max(as_of_date) as timestamp) from " ~ ref('as_of') ~ ")" -%}
    {%- set time = run_query(
        "select greatest(" ~ as_of ~ ", max(dbt_valid_from) + interval '1' second) from " ~ this
        ~ " where " ~ has_own_origin() if load_relation(this) else "select " ~ as_of
    ).columns[0].values()[0] -%}
    timestamp '{{ time }}'
{%- endmacro %}
