{% macro insert_orphans() -%}
    {#- Post-hook of input_orphans: adds the references of every entity that an enabled source fills. -#}
    {%- set queries = [] -%}
    {%- for entity in catalogue_entities() if sources_of(entity) -%}
        {%- for name, parent, parent_key in references(entity) -%}
            {%- do queries.append(counted_orphans(entity, name, parent, parent_key)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- insert_queries(queries) -}}
{%- endmacro %}
