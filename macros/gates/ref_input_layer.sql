{% macro ref_input_layer() -%}
    {#- Pre-hook of gate_input, which runs no statement: its refs make the edges of the graph, so
        the gate waits for every entity of the catalogue and judges it. -#}
    {%- do ref('input_rejected_rows') -%}
    {%- for entity in catalogue_entities() -%}
        {%- do ref('input_' ~ entity) -%}
    {%- endfor -%}
{%- endmacro %}
