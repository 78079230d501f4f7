{% macro repeated_steps(first, step) -%}
    {#- Query: the rows of the first query, and those that the step makes of the rows before it, again
        and again until it makes none. The step reads the newest rows as __newest__; each of its rows
        has a step_number that is higher by one. -#}
    {{ return(adapter.dispatch('repeated_steps', 'growthmart')(first, step)) }}
{%- endmacro %}

{% macro default__repeated_steps(first, step) -%}
select *
from (
    with recursive rows_of_steps as (
        {{ first | indent(8) }}
        union all
        {{ step | replace('__newest__', 'rows_of_steps') | indent(8) }}
    )

    select * from rows_of_steps
) as rows_of_all_steps
{%- endmacro %}

{# Spark has no recursive CTE: a temporary view holds the rows of all steps so far. #}
{% macro spark__repeated_steps(first, step) -%}
    {%- set view = model.name ~ '__steps' -%}
    {%- set newest = '(select * from ' ~ view ~ ' where step_number = (select max(step_number) from '
        ~ view ~ '))' -%}
    {{- repeated_until_unchanged(
        view, first, 'select * from ' ~ view ~ ' union all ' ~ step | replace('__newest__', newest)
    ) -}}
select * from {{ view }}
{%- endmacro %}
