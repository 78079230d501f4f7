{% macro drop_judged_views() %}
    {#- Post-hook of a gate, which runs no statement of its own. -#}
    {%- if execute -%}
        {%- for table in gate_tables(model.name) if table.by_run -%}
            {%- do run_query('drop view if exists ' ~ judged_view(table)) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
