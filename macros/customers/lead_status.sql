{% macro lead_status(qualified_at, won_at, lost_at) -%}
    {#- The state of the latest time: a lead may be lost, be taken up again and then be won. Tools
        record the qualification of a lead that is decided at once up to an hour later. -#}
    case greatest({{ won_at }}, {{ lost_at }}, {{ qualified_at }} - interval '1' hour)
        when {{ won_at }} then 'won'
        when {{ lost_at }} then 'lost'
        when {{ qualified_at }} - interval '1' hour then 'qualified'
        else 'open'
    end
{%- endmacro %}
