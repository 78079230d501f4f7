{% macro finish_run(results) %}
    {#- After every build, also a failed one. A hook that fails ends a good build like an
        interruption, so nothing here may fail: what does not exist is left out. The ref is outside
        `execute`, because dbt must find it while it parses. -#}
    {%- set publish = ref('publish') -%}
    {%- if execute and flags.WHICH in ['build', 'run'] -%}
        {%- do drop_python_temporary_tables() -%}
        {%- set status = build_status(results) -%}
        {%- if status.started -%}
            {%- do record_build(status) -%}
            {%- do delete_old_history() -%}
            {%- do drop_failing_keys() -%}
            {%- do report_run(status, publish) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
