{% macro check_raw_files() %}
    {#- Pre-hook of staging: the raw Parquet files of this model exist, can be read and have the
        columns and types that the source's YAML declares. -#}
    {%- if execute -%}
        {%- set problems = [] -%}
        {%- for id in model.depends_on.nodes if id.startswith('source.') -%}
            {%- set table = graph.sources[id] -%}
            {%- set location = table.meta.external_location
                or table.source_meta.external_location or '' -%}
            {%- if location.endswith('.parquet') and '*' not in location -%}
                {%- set columns = {} -%}
                {%- for column in table.columns.values() -%}
                    {%- do columns.update({column.name: column.data_type}) -%}
                {%- endfor -%}
                {%- set advice = table.source_meta.advice or 'put it there' -%}
                {%- do problems.append(
                    "growthmart_file_problem("
                    ~ text_literal(location | replace('{name}', table.name)) ~ ", "
                    ~ text_literal(tojson(columns)) ~ ", " ~ text_literal(advice) ~ ")"
                ) -%}
            {%- endif -%}
        {%- endfor -%}
        {{ stop_on_problem(problems) }}
    {%- endif -%}
{% endmacro %}
