{% macro first_changed_date(sessionized, events, matched) -%}
    {#- Query: the first day with events that are not those that were sessionized, or null. -#}
    {%- set checksum = rows_checksum(sessionized_columns()) -%}
    with sessionized_days as (
        select
            event_date,
            min(sessionized_by) as first_rules,
            max(sessionized_by) as last_rules,
            count(*) as events_count,
            {{ checksum }} as events_checksum
        from {{ sessionized }}
        group by event_date
    ),

    event_days as (
        select
            cast(event_at as date) as event_date,
            {{ sessionization_rules() }} as rules,
            count(*) as events_count,
            {{ checksum }} as events_checksum
        from ({{ events_with_visitors(events, matched) }}) as with_visitors
        group by cast(event_at as date)
    )

    select min(coalesce(sessionized_days.event_date, event_days.event_date))
    from sessionized_days
    full join event_days
        on sessionized_days.event_date = event_days.event_date
    where
        sessionized_days.events_count is distinct from event_days.events_count
        or sessionized_days.events_checksum is distinct from event_days.events_checksum
        or sessionized_days.first_rules is distinct from event_days.rules
        or sessionized_days.last_rules is distinct from event_days.rules
{%- endmacro %}
