{% macro check_raw_files() %}
    {#- Pre-hook of staging: the raw files of this model exist, can be read and have the columns
        and types that the source's YAML declares. -#}
    {%- if execute -%}
        {%- set problems = [] -%}
        {%- for id in model.depends_on.nodes if id.startswith('source.') -%}
            {%- set table = graph.sources[id] -%}
            {%- set columns = {} -%}
            {%- for column in table.columns.values() -%}
                {%- do columns.update({column.name: column.data_type}) -%}
            {%- endfor -%}
            {%- set path = table.meta.external_location | replace('{name}', table.name) -%}
            {%- do problems.append(
                "growthmart_file_problem(" ~ text_literal(path) ~ ", "
                ~ text_literal(tojson(columns)) ~ ", " ~ text_literal(table.meta.advice) ~ ")"
            ) -%}
        {%- endfor -%}
        {{ stop_on_problem(problems) }}
    {%- endif -%}
{% endmacro %}
