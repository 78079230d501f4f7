{% macro insert_rejected_rows(amounts) -%}
    {#- Post-hook of input_rejected_rows: adds the rejected rows of every entity that an enabled source
        fills. `amounts` has, by entity, the expression of the value of a row. -#}
    {%- set queries = [] -%}
    {%- for entity in catalogue_entities() if sources_of(entity) -%}
        {%- do queries.append(rejected_rows(entity, amounts.get(entity, 'null'))) -%}
    {%- endfor -%}
    {{- insert_queries(queries) -}}
{%- endmacro %}
