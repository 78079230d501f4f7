{% macro message_channel(campaign_channel) -%}
    case {{ campaign_channel }} when 'push' then 'mobile_push' else {{ campaign_channel }} end
{%- endmacro %}
