{% macro linked_id(source, side) -%}
    case
        when {{ side }}_type in ('email_hash', 'phone_hash') then {{ side }}_id
        else {{ source_key(source, side ~ '_id') }}
    end
{%- endmacro %}
