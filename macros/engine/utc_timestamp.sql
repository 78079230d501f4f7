{% macro utc_timestamp(local_timestamp, time_zone) %}
    {{- return(adapter.dispatch('utc_timestamp', 'growthmart')(local_timestamp, time_zone)) -}}
{% endmacro %}

{% macro default__utc_timestamp(local_timestamp, time_zone) -%}
    timezone('UTC', timezone('{{ time_zone }}', {{ local_timestamp }}))
{%- endmacro %}

{% macro spark__utc_timestamp(local_timestamp, time_zone) -%}
    {#- For an hour that comes twice, Spark takes the first and DuckDB the second. The offset of the
        next day gives the second, if that offset gives this local time. Spark's timestamp has a
        time zone, which is another type. -#}
    {%- set by_clocks = "to_utc_timestamp(" ~ local_timestamp ~ ", '" ~ time_zone ~ "')" -%}
    {%- set by_next_clocks = "(to_utc_timestamp(" ~ local_timestamp ~ " + interval '1' day, '"
        ~ time_zone ~ "') - interval '1' day)" -%}
    cast(
        case when from_utc_timestamp({{ by_next_clocks }}, '{{ time_zone }}') = {{ local_timestamp }}
            then {{ by_next_clocks }}
            else {{ by_clocks }}
        end as timestamp_ntz
    )
{%- endmacro %}
