{% macro known_state_keys() %}
    {#- The distinct (sources, key_fingerprint) of every table in the state database. -#}
    {% set known = [] %}
    {% for table in state_tables() if 'key_fingerprint' in table.columns %}
        {% set rows = run_query(
            'select distinct sources, key_fingerprint from ' ~ table.relation
        ) %}
        {% for row in rows.rows %}
            {% do known.append({'sources': row[0], 'key_fingerprint': row[1]}) %}
        {% endfor %}
    {% endfor %}
    {% do return(known) %}
{% endmacro %}
