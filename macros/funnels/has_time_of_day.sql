{% macro has_time_of_day(timestamp_utc, source_name) -%}
    {#- A day without a time is noon (the input layer) or midnight, on the clock of the source or of
        the reporting time zone. -#}
    {%- set zones = namespace(own="") -%}
    {%- for source in enabled_sources() if var('source_catalogue')[source].get('time_zone') -%}
        {%- set zones.own = zones.own ~ " when '" ~ source ~ "' then '"
            ~ var('source_catalogue')[source]['time_zone'] ~ "'" -%}
    {%- endfor -%}
    {%- set clocks = [local_timestamp(timestamp_utc)] -%}
    {%- if zones.own -%}
        {%- do clocks.append(local_timestamp(
            timestamp_utc,
            "case " ~ source_name ~ zones.own ~ " else '" ~ var('reporting_time_zone') ~ "' end"
        )) -%}
    {%- endif -%}
    {#- Nearly all times have seconds. These are neither noon nor midnight on any clock, so only the
        others are compared with the clocks, which is slow. -#}
    case
        when second({{ timestamp_utc }}) <> 0 then true
        else
            {% for clock in clocks -%}
            {{ clock }} <> cast(cast({{ clock }} as date) as timestamp)
            and {{ clock }} <> cast(cast({{ clock }} as date) as timestamp) + interval '12' hour
            {%- if not loop.last %}
            and {% endif %}
            {%- endfor %}
    end
{%- endmacro %}
