{% macro run_hooks(hooks, inside_transaction=True) %}
    {#- Instead of dbt's own: dbt-spark runs only the hooks inside a transaction, and would skip the
        others. There are no transactions here. -#}
    {%- for hook in hooks -%}
        {%- set statement_text = render(hook.get('sql')) | trim -%}
        {%- if statement_text -%}
            {%- call statement(auto_begin=False) -%}{{ statement_text }}{%- endcall -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
