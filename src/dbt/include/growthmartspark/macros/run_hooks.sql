{% macro run_hooks(hooks, inside_transaction=True) %}
    {#- Instead of dbt's own: dbt-spark asks for the hooks inside of a transaction alone, and would
        pass over the others. There are no transactions here. -#}
    {%- for hook in hooks -%}
        {%- set statement_text = render(hook.get('sql')) | trim -%}
        {%- if statement_text -%}
            {%- call statement(auto_begin=False) -%}{{ statement_text }}{%- endcall -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
