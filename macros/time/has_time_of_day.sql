{% macro has_time_of_day(timestamp_utc, source_name) -%}
    {#- A day without a time is noon (the input layer) or midnight, on the clock of the source or of
        the reporting time zone. Nearly all times have seconds. These are neither noon nor midnight on
        any clock, so only the others are compared with the clocks, which is slow. -#}
    {%- set clocks = [
        local_timestamp(timestamp_utc),
        local_timestamp(timestamp_utc, source_time_zone(source_name)),
    ] | unique -%}
    case
        when second({{ timestamp_utc }}) <> 0 then true
        else
            {% for clock in clocks -%}
            {{ clock }} not in (
                cast(cast({{ clock }} as date) as timestamp),
                cast(cast({{ clock }} as date) as timestamp) + interval '12' hour
            )
            {%- if not loop.last %}
            and {% endif %}
            {%- endfor %}
    end
{%- endmacro %}
