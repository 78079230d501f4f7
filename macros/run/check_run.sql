{% macro check_run() %}
    {#- Before anything is built: the raw folders of the selected sources exist, vars can be read, the
        catalogue lists what is staged, and the pseudonym key exists and is the one that the state was
        built with. -#}
    {%- if execute and flags.WHICH in ['build', 'run'] -%}
        {%- set problems = var_problems() + catalogue_problems() -%}
        {%- set selected = selected_resources | join(' ') -%}
        {%- set checked = [] -%}
        {%- for table in graph.sources.values()
            if ('.stg_' ~ table.source_name ~ '__') in selected
            and table.source_meta.folder and table.source_meta.folder not in checked -%}
            {%- set meta = table.source_meta -%}
            {%- do checked.append(meta.folder) -%}
            {%- do problems.append(call_library('folder_problem', [
                meta.folder,
                meta.variable or 'meta.folder of the source',
                meta.advice or 'put the raw files there',
            ])) -%}
        {%- endfor -%}
        {%- do problems.append(
            call_library('state_problem', [tojson(enabled_sources()), tojson(state_origins())])
        ) -%}
        {{ raise_problems(problems) }}
    {%- endif -%}
{% endmacro %}
