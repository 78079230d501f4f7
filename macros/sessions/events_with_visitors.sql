{% macro events_with_visitors(events, matched) -%}
    {#- Query: the events, with the visitor whose visit an event of a server joins, otherwise null. -#}
    select
        events.*,
        matched.visitor_key as matched_visitor_key
    from {{ events }} as events
    left join {{ matched }} as matched
        on events.event_key = matched.event_key
{%- endmacro %}
