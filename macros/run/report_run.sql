{% macro report_run(status, publish) %}
    {#- Hands what this run has found to the library, as one Parquet file per table. The library
        writes the quality files, and answers with the summary. -#}
    {% set folder = library_answer('new_folder') %}
    {% set built = built_tables() %}
    {% for name, sql in rows_to_report(built, publish).items() %}
        {% do write_parquet(sql, folder ~ '/' ~ name ~ '.parquet') %}
    {% endfor %}
    {% do print(library_answer('report_run', [tojson({
        'run_id': invocation_id,
        'command': dbt_command(),
        'started_at': run_started_at.isoformat(),
        'bad_nodes': status.bad_nodes,
        'closed_gate': status.closed_gate,
        'built': built,
        'publish_is_selected': not selected_resources
            or model_node('publish').unique_id in selected_resources,
        'published_file': published_file(),
        'published_folder': published_folder(),
        'target_folder': flags.TARGET_PATH or 'target',
        'rows_folder': folder,
        'colours_allowed': flags.USE_COLORS,
    })])) %}
{% endmacro %}
