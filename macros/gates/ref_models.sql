{% macro ref_models(names) -%}
    {#- Pre-hook of a gate, which runs no statement: its refs make the edges of the graph, so the gate
        waits for these models and judges them. The models of a module that is off do not exist. -#}
    {%- for name in names if name not in switched_off('models') -%}
        {%- do ref(name) -%}
    {%- endfor -%}
{%- endmacro %}
