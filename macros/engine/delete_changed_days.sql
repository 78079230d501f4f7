{% macro delete_changed_days(sessionized, events, matched) -%}
    {#- Statement, or nothing: deletes the first day with events that are not those that were
        sessionized, and all later days; every day if the rules have changed. -#}
    {{- return(adapter.dispatch('delete_changed_days', 'growthmart')(sessionized, events, matched)) -}}
{%- endmacro %}

{% macro default__delete_changed_days(sessionized, events, matched) -%}
    delete from {{ sessionized }}
    where event_date >= ({{ first_changed_date(sessionized, events, matched) }})
{%- endmacro %}

{# Parquet tables have no delete: the days are partitions. #}
{% macro spark__delete_changed_days(sessionized, events, matched) -%}
    {%- set days = run_query(
        'select distinct cast(event_date as string) as day from ' ~ sessionized
        ~ ' where event_date >= (' ~ first_changed_date(sessionized, events, matched) ~ ')'
    ).columns[0].values() if is_incremental() else [] -%}
    {%- if days -%}
        alter table {{ sessionized }} drop if exists
        {%- for day in days %} partition (event_date = '{{ day }}') {{- ',' if not loop.last }}
        {%- endfor %}
    {%- endif -%}
{%- endmacro %}
