{% macro forget_changed_days(sessionised, events) -%}
    {#- Statement, or nothing: forgets the first day whose events are not those that were
        sessionised, and all later ones; every day when the rules were others. -#}
    {{- return(adapter.dispatch('forget_changed_days', 'growthmart')(sessionised, events)) -}}
{%- endmacro %}

{% macro default__forget_changed_days(sessionised, events) -%}
    delete from {{ sessionised }}
    where event_date >= ({{ first_changed_day(sessionised, events) }})
{%- endmacro %}

{# Parquet knows no delete: the days are partitions. #}
{% macro spark__forget_changed_days(sessionised, events) -%}
    {%- set days = run_query(
        'select distinct cast(event_date as string) as day from ' ~ sessionised
        ~ ' where event_date >= (' ~ first_changed_day(sessionised, events) ~ ')'
    ).columns[0].values() if is_incremental() else [] -%}
    {%- if days -%}
        alter table {{ sessionised }} drop if exists
        {%- for day in days %} partition (event_date = '{{ day }}') {{- ',' if not loop.last }}
        {%- endfor %}
    {%- endif -%}
{%- endmacro %}
