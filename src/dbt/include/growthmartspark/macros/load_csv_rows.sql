{% macro spark__load_csv_rows(model, agate_table) %}
    {#- Instead of dbt-spark's own, which writes a null as the text None and fails on quotes. -#}
    {%- set types = model.config.get('column_types', {}) -%}
    {%- set rows = [] -%}
    {%- for row in agate_table.rows -%}
        {%- set values = [] -%}
        {%- for name in agate_table.column_names -%}
            {%- set type = types.get(name, adapter.convert_type(agate_table, loop.index0)) -%}
            {%- set text = 'null' if row[name] is none else text_literal(row[name] | string) -%}
            {%- do values.append('cast(' ~ text ~ ' as ' ~ type ~ ')') -%}
        {%- endfor -%}
        {%- do rows.append('(' ~ values | join(', ') ~ ')') -%}
    {%- endfor -%}
    {%- set sql = 'insert into ' ~ this.render() ~ ' values ' ~ rows | join(', ') -%}
    {%- do adapter.add_query(sql, abridge_sql_log=True) -%}
    {{- return(sql) -}}
{% endmacro %}
