{% macro sessionization_rules() -%}
    {#- What the sessions depend on, in addition to the events. Raise the version when the model
        finds other sessions in the same events. -#}
    'version 3, {{ var("session_timeout_minutes") }} minutes, {{ enabled_sources() | join(" ") }}'
{%- endmacro %}
