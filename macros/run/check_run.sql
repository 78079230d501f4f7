{% macro check_run() %}
    {#- Before anything is built: the raw folders of the selected sources exist, and the pseudonym
        key is there and is the one that the state was built with. -#}
    {%- if execute and flags.WHICH in ['build', 'run'] -%}
        {%- set problems = [] -%}
        {%- set selected = selected_resources | join(' ') -%}
        {%- for source in enabled_sources() if ('.stg_' ~ source ~ '__') in selected -%}
            {%- set meta = (graph.sources.values() | selectattr('source_name', 'equalto', source)
                | first).source_meta -%}
            {%- do problems.append(
                "growthmart_folder_problem(" ~ text_literal(meta.folder) ~ ", "
                ~ text_literal(meta.variable) ~ ", " ~ text_literal(meta.advice) ~ ")"
            ) -%}
        {%- endfor -%}
        {%- do problems.append(
            "growthmart_key_problem(" ~ text_literal(tojson(enabled_sources())) ~ ", "
            ~ text_literal(tojson(known_state_keys())) ~ ")"
        ) -%}
        {{ stop_on_problem(problems) }}
    {%- endif -%}
{% endmacro %}
