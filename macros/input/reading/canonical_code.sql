{% macro canonical_code(code, spelling) -%}
    {#- The official spelling of a code: `upper` (EUR), `lower` (direct_mail), or `country` (upper
        case if it has two letters; a name remains as it is). An empty text is no code. -#}
    {%- set text = "trim(" ~ code ~ ")" -%}
    {%- set word = "replace(replace(lower(" ~ text ~ "), ' ', '_'), '-', '_')" -%}
    {%- if spelling == 'upper' -%}
    nullif(upper({{ text }}), '')
    {%- elif spelling == 'country' -%}
    nullif(case when length({{ text }}) = 2 then upper({{ text }}) else {{ text }} end, '')
    {%- else -%}
    case {{ word }}
        -- words of the contract that have a second spelling
        when 'canceled' then 'cancelled'
        when 'e_mail' then 'email'
        when '' then null
        else {{ word }}
    end
    {%- endif -%}
{%- endmacro %}
