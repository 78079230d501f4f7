{% macro extends_history(table, key) -%}
    {#- Condition of a snapshot: the row may be written. If newer rows exist, the build looks back at
        a past day, and what its data say is not newer: only records that history does not know are
        added. -#}
    {%- if execute and load_relation(this) -%}
    (
        (select max(as_of_date) from {{ ref('as_of') }}) >= coalesce(
            (select cast(max(dbt_valid_from) as date) from {{ this }} where {{ has_own_origin() }}),
            date '1900-01-01'
        )
        or not exists (
            select 1
            from {{ this }} as known
            where known.{{ key }} = {{ table }}.{{ key }} and {{ has_own_origin() }}
        )
    )
    {%- else -%}
    {#- the date has to be there before the first version -#}
    exists (select 1 from {{ ref('as_of') }})
    {%- endif -%}
{%- endmacro %}
