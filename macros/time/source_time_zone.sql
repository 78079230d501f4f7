{% macro source_time_zone(source_name) -%}
    {%- set zones = namespace(own="") -%}
    {%- for source in enabled_sources() if var('source_catalogue')[source].get('time_zone') -%}
        {%- set zones.own = zones.own ~ " when '" ~ source ~ "' then '"
            ~ var('source_catalogue')[source]['time_zone'] ~ "'" -%}
    {%- endfor -%}
    {%- set reporting = "'" ~ var('reporting_time_zone') ~ "'" -%}
    {{ "case " ~ source_name ~ zones.own ~ " else " ~ reporting ~ " end" if zones.own
        else reporting }}
{%- endmacro %}
