{% macro first_changed_day(sessionised, events) -%}
    {#- Query: the first day whose events are not those that were sessionised, or null. -#}
    {%- set checksum = rows_checksum(sessionised_columns()) -%}
    with sessionised_days as (
        select
            event_date,
            min(sessionised_by) as first_rules,
            max(sessionised_by) as last_rules,
            count(*) as events_count,
            {{ checksum }} as events_checksum
        from {{ sessionised }}
        group by event_date
    ),

    event_days as (
        select
            cast(event_at as date) as event_date,
            {{ sessionising_rules() }} as rules,
            count(*) as events_count,
            {{ checksum }} as events_checksum
        from {{ events }}
        group by cast(event_at as date)
    )

    select min(coalesce(sessionised_days.event_date, event_days.event_date))
    from sessionised_days
    full join event_days
        on sessionised_days.event_date = event_days.event_date
    where
        sessionised_days.events_count is distinct from event_days.events_count
        or sessionised_days.events_checksum is distinct from event_days.events_checksum
        or sessionised_days.first_rules is distinct from event_days.rules
        or sessionised_days.last_rules is distinct from event_days.rules
{%- endmacro %}
