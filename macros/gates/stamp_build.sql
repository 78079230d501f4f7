{% macro stamp_build() -%}
    comment on table {{ this }} is 'run {{ invocation_id }}'
{%- endmacro %}
