{% macro state_origins() %}
    {#- The distinct sources, key_fingerprint and library_version of every table in state. -#}
    {% set known = [] %}
    {% for table in state_tables() if 'key_fingerprint' in table.columns %}
        {% set version = 'library_version' if 'library_version' in table.columns
            else 'cast(null as string)' %}
        {% set rows = run_query(
            'select distinct sources, key_fingerprint, ' ~ version ~ ' from ' ~ table.relation
        ) %}
        {% for row in rows.rows %}
            {% do known.append({
                'sources': row[0], 'key_fingerprint': row[1], 'library_version': row[2]
            }) %}
        {% endfor %}
    {% endfor %}
    {% do return(known) %}
{% endmacro %}
