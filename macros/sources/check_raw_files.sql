{% macro check_raw_files() %}
    {#- Pre-hook of staging: the raw Parquet files of this model exist, can be read and have the
        columns and types that the source's YAML declares. Columns beyond these are a warning. -#}
    {%- if execute -%}
        {%- set problems = [] -%}
        {%- for id in model.depends_on.nodes if id.startswith('source.') -%}
            {%- set table = graph.sources[id] -%}
            {%- set location = (table.meta.external_location
                or table.source_meta.external_location or '').format(
                    name=table.name, identifier=table.identifier, folder=table.source_meta.folder
                ) -%}
            {%- if '.parquet' in location -%}
                {%- set columns = {} -%}
                {%- for column in table.columns.values() -%}
                    {%- do columns.update({column.name: column.data_type}) -%}
                {%- endfor -%}
                {%- set arguments = [location, tojson(columns)] -%}
                {%- set advice = table.source_meta.advice or 'put it there' -%}
                {%- do problems.append(call_library('file_problem', arguments + [advice])) -%}
                {%- set note = run_query("select " ~ call_library('undeclared_columns', arguments))
                    .rows[0][0] -%}
                {%- if note -%}{%- do exceptions.warn(note) -%}{%- endif -%}
            {%- endif -%}
        {%- endfor -%}
        {{ raise_problems(problems) }}
    {%- endif -%}
{% endmacro %}
