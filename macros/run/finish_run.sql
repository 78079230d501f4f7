{% macro finish_run(results) %}
    {#- After every build, also a failed one. A hook that fails ends a good build as if somebody had
        interrupted it, so nothing here may fail: what is not there is left out. While dbt parses,
        it must find the ref. -#}
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
