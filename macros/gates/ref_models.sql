{% macro ref_models(names) -%}
    {#- Pre-hook of a gate, which runs no statement: its refs make the edges of the graph, so the gate
        waits for these models and judges them. -#}
    {%- for name in names -%}
        {%- do ref(name) -%}
    {%- endfor -%}
{%- endmacro %}
