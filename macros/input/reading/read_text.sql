{% macro read_text(column) -%}
    {#- A text of staged_value in its one spelling: keys, ids, hashes and codes. Other texts remain as
        they are. -#}
    {%- set name = column.name -%}
    {%- set spelling = column.meta.get('spelling') -%}
    {%- if spelling -%}
    {{ canonical_code(name, spelling) }}
    {%- elif name == 'promotion_code' -%}
    {#- people type it: summer10 is SUMMER10 -#}
    prefix_{{ name }} || upper({{ canonical_id(name) }})
    {%- elif name in ['left_id', 'right_id'] -%}
    {#- the hexadecimal digits of a hash in one case -#}
    prefix_{{ name }} || case
        when lower(cast({{ name | replace('_id', '_type') }} as string)) like '%hash%'
            then lower({{ canonical_id(name) }})
        else {{ canonical_id(name) }}
    end
    {%- elif is_key(name) -%}
    prefix_{{ name }} || {{ canonical_id(name) }}
    {%- elif name.endswith('_hash') -%}
    lower({{ canonical_id(name) }})
    {%- elif name == 'utm_campaign' -%}
    {#- the id of a campaign may be a number -#}
    {{ canonical_id(name) }}
    {%- else -%}
    try_cast({{ name }} as string)
    {%- endif -%}
{%- endmacro %}
