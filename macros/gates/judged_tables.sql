{% macro judged_tables(gate) %}
    {#- The tables that a gate judges. To those with meta.by_run runs append their rows: the gate sees
        the rows of the newest run of these sources and this key, in a view that drop_judged_views
        drops. -#}
    {% set tables = gate_tables(gate) %}
    {% for table in tables if table.by_run
        and adapter.get_relation(table.database, table.schema, table.identifier) %}
        {% set own_rows = '(select * from ' ~ table.relation ~ ' where ' ~ has_own_origin()
            ~ ') as own_rows' %}
        {% set view = judged_view(table) %}
        {% do run_query('create schema if not exists ' ~ view.without_identifier()) %}
        {% do run_query(
            'create or replace view ' ~ view ~ ' as select * from ' ~ table.relation ~ ' where '
            ~ has_own_origin() ~ ' and ' ~ newest_run(own_rows)
        ) %}
        {% do table.update({
            'relation': view | string,
            'database': view.database,
            'schema': view.schema,
            'identifier': view.identifier,
            'judged_run_id': run_query('select max(run_id) from ' ~ view).columns[0].values()[0],
        }) %}
    {% endfor %}
    {% do return(tables) %}
{% endmacro %}
