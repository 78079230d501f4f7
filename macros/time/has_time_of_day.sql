{% macro has_time_of_day(timestamp_utc, source_name) -%}
    {#- A day without a time is noon (the input layer) or midnight, on the clock of the source or of
        the reporting time zone. -#}
    {%- set clocks = [
        local_timestamp(timestamp_utc),
        local_timestamp(timestamp_utc, source_time_zone(source_name)),
    ] | unique -%}
    (
        {%- for clock in clocks %}
        {{ clock }} not in (
            cast(cast({{ clock }} as date) as timestamp),
            cast(cast({{ clock }} as date) as timestamp) + interval '12' hour
        )
        {%- if not loop.last %} and{% endif %}
        {%- endfor %}
    )
{%- endmacro %}
