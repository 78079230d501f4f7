{% macro ref_input_layer() -%}
    {#- Pre-hook of gate_input: it judges every entity of the catalogue. -#}
    {%- set names = [
        'input_rejected_rows', 'input_amounts', 'input_orphans', 'input_test_ids',
        'input_marketing_objections'
    ] -%}
    {%- for entity in catalogue_entities() -%}
        {%- do names.append('input_' ~ entity) -%}
    {%- endfor -%}
    {{- ref_models(names) -}}
{%- endmacro %}
