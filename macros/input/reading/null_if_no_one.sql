{% macro null_if_no_one(id, source) -%}
    {#- An id, or null if it is a value that trackers and shops write where they have none. 0 and -1
        may be the number of a real account, product or order. dbt reads the word null of a seed as no value on Spark,
        so it is written here. -#}
    case
        {%- if id.endswith(('left_id', 'right_id')) %}
        when {{ id | replace('_id', '_type') }} = 'customer'
            and {{ id }} in ('{{ source }}:0', '{{ source }}:-1')
            then {{ id }}
        {%- endif %}
        when lower({{ id }}) in ('null', '{{ source }}:null') or lower({{ id }}) in (
            select '{{ source }}:' || placeholder_id
            from {{ ref('placeholder_ids') }}
            {%- if id.endswith(('customer_key', 'product_key', 'order_key', 'campaign_key', 'lead_key')) %}
            where placeholder_id not in ('0', '-1')
            {%- endif %}
            union all
            select placeholder_id from {{ ref('placeholder_ids') }}
        ) then null
        -- zeros of any length
        when translate({{ id }}, '0-:', '') in ('', '{{ source | replace('0', '') }}')
            and length({{ id }}) > {{ source | length + 2 }} then null
        -- the variable of a template that was not filled; ids hardly end with these characters
        when right({{ id }}, 1) in ('}', ')', '%', '*', '>', '$', '@', '#', ']', '_', '"', chr(39))
            and regexp_extract(
                translate({{ id }}, '[]' || chr(39), '~~"'),
                {{ unfilled_template('(?:' ~ source ~ ':)?') }}, 0
            ) <> ''
            then null
        else {{ id }}
    end
{%- endmacro %}
