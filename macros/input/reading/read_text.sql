{% macro read_text(column, source) -%}
    {#- A staged text in its one spelling: keys, ids, hashes and codes. Other texts remain as they
        are. -#}
    {%- set name = column.name -%}
    {%- set spelling = column.meta.get('spelling') -%}
    {%- if spelling and is_required(column) -%}
    {{ canonical_code('cast(' ~ name ~ ' as string)', spelling) }}
    {%- elif spelling -%}
    {{ canonical_code(filled(name, 'text'), spelling) }}
    {%- elif name == 'promotion_code' -%}
    {#- people type it: summer10 is SUMMER10 -#}
    {{ canonical_key(null_if_no_one(name, source), source, 'upper') }}
    {%- elif name in ['left_id', 'right_id'] -%}
    {#- the hexadecimal digits of a hash in one case -#}
    case
        when lower(cast({{ name | replace('_id', '_type') }} as string)) like '%hash%'
            then lower({{ canonical_id(name) }})
        else {{ canonical_key(name, source) }}
    end
    {%- elif name.endswith('_hash') -%}
    lower({{ canonical_id(name) }})
    {%- elif name.endswith('_key') or is_id_of_person(name) -%}
    {{ canonical_key(name, source) }}
    {%- elif name == 'utm_campaign' -%}
    {#- the id of a campaign may be a number -#}
    {{ canonical_id(name) }}
    {%- else -%}
    try_cast({{ name }} as string)
    {%- endif -%}
{%- endmacro %}
