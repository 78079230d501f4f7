{% macro null_if_no_one(id, source) -%}
    {#- An id, or null if it is a value that trackers and shops write where they have none. 0 and -1
        may be the number of a real account. dbt reads the word null of a seed as no value on Spark,
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
            {%- if id.endswith('source_customer_key') %}
            where placeholder_id not in ('0', '-1')
            {%- endif %}
            union all
            select placeholder_id from {{ ref('placeholder_ids') }}
        ) then null
        -- zeros of any length; translate is slow, so few ids are read by it
        when length({{ id }}) > {{ source | length + 2 }}
            and ({{ id }} like '%0' or {{ id }} like '%-' or {{ id }} like '%:')
            and translate({{ id }}, '0-:', '') in ('', '{{ source | replace('0', '') }}') then null
        -- the variable of a template that was not filled; few ids are searched for one
        when (
            right({{ id }}, 1) in ('}', ')', '%', '*', '>', '$', '@', '#', ']', '_', '"', chr(39))
            or {{ id }} like '%{{ '{{' }}%'
        ) and {{ is_unfilled_template(id, source) }} then null
        else {{ id }}
    end
{%- endmacro %}
