{% macro layer_stamp(gate) -%}
    {#- One text for the present builds of all tables of a layer. A table without a stamp, or one
        that is not there, never equals what a gate has seen. -#}
    (
        select md5(string_agg(
            expected.name || '=' || coalesce(present.comment, 'unstamped ' || uuid()),
            ';' order by expected.name
        ))
        from (
            values
            {%- for table in gate_tables(gate) %}
            ('{{ table.database }}.{{ table.schema }}.{{ table.identifier }}')
            {{- ',' if not loop.last }}
            {%- endfor %}
        ) as expected (name)
        left join duckdb_tables() as present
            on expected.name
                = present.database_name || '.' || present.schema_name || '.' || present.table_name
    )
{%- endmacro %}
