{% macro canonical_id(text) -%}
    {#- One spelling of an id: a whole number without a point, also if a tool wrote it as a
        floating-point number (17.0, 1.2E+16). An empty text is no id. -#}
    {%- set number = "try_cast(" ~ text ~ " as decimal(30, 0))" -%}
    case
        -- most ids have neither a point nor a plus sign: they are not searched for a number
        when {{ text }} not like '%.%' and {{ text }} not like '%+%' then nullif({{ text }}, '')
        when regexp_extract({{ text }}, '^-?[0-9]+[.]0*$', 0) <> '' then split_part({{ text }}, '.', 1)
        when regexp_extract({{ text }}, '^-?[0-9]([.][0-9]+)?[eE][+]?[0-9]+$', 0) <> ''
            and {{ number }} = try_cast({{ text }} as decimal(30, 8))
            then cast({{ number }} as string)
        else {{ text }}
    end
{%- endmacro %}
