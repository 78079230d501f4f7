{% macro timestamp_from_text(text) -%}
    {#- UTC. An offset from UTC after the time of day (-04:00, +0200, +02, Z, UTC+2) counts: neither
        engine's cast to a timestamp without a time zone reads it. The name of a zone may follow the
        offset; without one, the text cannot be read: the engines would ignore the name. -#}
    {%- set trimmed = "replace(trim(" ~ text ~ "), '/', '-')" -%}
    {%- set pattern = "'^(.*?[0-9]:[0-9]{2}(?:[.,][0-9]+)?) ?(?:Z|z|UTC|GMT)?"
        ~ "(?:([+-][0-9]{1,2}):?([0-9]{2})?)?(?:[^0-9A-Za-z ][A-Za-z][0-9A-Za-z_+-]*[^0-9A-Za-z ])?$'" -%}
    {%- set clock = "replace(regexp_extract(" ~ trimmed ~ ", " ~ pattern ~ ", 1), ',', '.')" -%}
    {%- set hours = "regexp_extract(" ~ trimmed ~ ", " ~ pattern ~ ", 2)" -%}
    {%- set minutes = "regexp_extract(" ~ trimmed ~ ", " ~ pattern ~ ", 3)" -%}
    {%- set offset_minutes -%}
        (60 * coalesce(abs(try_cast({{ hours }} as int)), 0) + coalesce(try_cast({{ minutes }} as int), 0))
    {%- endset -%}
    case
        when {{ trimmed }} not like '%:%' then try_cast({{ trimmed }} as timestamp)
        when {{ hours }} like '-%'
            then try_cast({{ clock }} as timestamp) + interval '1' minute * {{ offset_minutes }}
        else try_cast({{ clock }} as timestamp) - interval '1' minute * {{ offset_minutes }}
    end
{%- endmacro %}
