{% macro run_hooks(hooks, inside_transaction=True) %}
    {#- Instead of dbt's own: dbt-spark has no transactions, asks for the hooks inside of one alone,
        and would pass over the others. -#}
    {%- if target.type == 'duckdb' -%}
        {{ dbt.run_hooks(hooks, inside_transaction) }}
    {%- else -%}
        {%- for hook in hooks -%}
            {%- set statement_text = render(hook.get('sql')) | trim -%}
            {%- if statement_text -%}
                {%- call statement(auto_begin=False) -%}{{ statement_text }}{%- endcall -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
