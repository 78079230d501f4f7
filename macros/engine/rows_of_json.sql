{% macro rows_of_json(text, fields) %}
    {#- Expression of a select list: a row for every object of a list in JSON, as a struct. fields:
        the type of each field by its name. -#}
    {{- return(adapter.dispatch('rows_of_json', 'growthmart')(text, fields)) -}}
{% endmacro %}

{% macro default__rows_of_json(text, fields) -%}
    {%- set types = [] -%}
    {%- for name, type in fields.items() -%}
        {%- do types.append('"' ~ name ~ '": "' ~ type ~ '"') -%}
    {%- endfor -%}
    unnest(from_json({{ text }}, '[{ {{- types | join(', ') -}} }]'))
{%- endmacro %}

{% macro spark__rows_of_json(text, fields) -%}
    {%- set types = [] -%}
    {%- for name, type in fields.items() -%}
        {%- do types.append(name ~ ':' ~ type) -%}
    {%- endfor -%}
    explode(from_json({{ text }}, 'array<struct<{{ types | join(',') }}>>'))
{%- endmacro %}
