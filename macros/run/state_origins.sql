{% macro state_origins() %}
    {#- The distinct sources, key_fingerprint, library_version and length of pseudonyms of every
        table in state, also of tables that an earlier version named otherwise. -#}
    {% set known = [] %}
    {% for table in state_tables() if 'key_fingerprint' in table.columns %}
        {% set version = 'library_version' if 'library_version' in table.columns
            else 'cast(null as string)' %}
        {% set length = 'length(identity_pseudonym)' if 'identity_pseudonym' in table.columns
            else 'cast(null as int)' %}
        {% set rows = run_query(
            'select distinct sources, key_fingerprint, ' ~ version ~ ', ' ~ length
            ~ ' from ' ~ table.relation
        ) %}
        {% for row in rows.rows %}
            {% do known.append({
                'sources': row[0], 'key_fingerprint': row[1], 'library_version': row[2],
                'pseudonym_length': row[3] | int if row[3] is not none else none
            }) %}
        {% endfor %}
    {% endfor %}
    {% do return(known) %}
{% endmacro %}
