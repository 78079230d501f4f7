{% macro layer_stamp(gate) %}
    {#- Expression: one text for the current builds of all tables of a layer. A missing table, or a
        table without a stamp, never equals what a gate has judged. -#}
    {{- return(adapter.dispatch('layer_stamp', 'growthmart')(gate)) -}}
{% endmacro %}

{% macro default__layer_stamp(gate) -%}
    (
        select md5(string_agg(
            expected.name || '=' || coalesce(present.comment, 'unstamped ' || uuid()),
            ';' order by expected.name
        ))
        from (
            values
            {%- for table in gate_tables(gate) if not table.is_view %}
            ('{{ table.database }}.{{ table.schema }}.{{ table.identifier }}')
            {{- ',' if not loop.last }}
            {%- endfor %}
        ) as expected (name)
        left join duckdb_tables() as present
            on expected.name
                = present.database_name || '.' || present.schema_name || '.' || present.table_name
    )
{%- endmacro %}

{% macro spark__layer_stamp(gate) -%}
    {%- set names = gate_tables(gate) | rejectattr('is_view') | map(attribute='relation') | list -%}
    {%- set stamps = [] -%}
    {%- for stamp in adapter.table_stamps(names) -%}
        {%- do stamps.append(names[loop.index0] ~ '=' ~ stamp) -%}
    {%- endfor -%}
    '{{ local_md5(stamps | join(";")) }}'
{%- endmacro %}
