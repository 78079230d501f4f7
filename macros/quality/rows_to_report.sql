{% macro rows_to_report(built, publish) %}
    {#- The selects that the library makes its report of, by name; a table that this run has not
        built is left out. Rejected rows and unknown events are only counted: keys are personal data,
        and a name is a text of the source. -#}
    {% set selects = {'build_runs': 'select * from ' ~ state_table('quality', 'build_runs')} %}
    {% for gate in gates_in_state() %}
        {% do selects.update({gate.name: 'select * from ' ~ gate.relation}) %}
    {% endfor %}
    {% set source_name = known_source('source_name') %}
    {% set of_run = {
        'input_rejected_rows': 'select entity, ' ~ source_name ~ ' as source_name, '
            ~ 'rejection_reason, count(*) as rows_count from {} '
            ~ 'group by entity, ' ~ source_name ~ ', rejection_reason',
        'input_orphans': 'select entity, reference, ' ~ source_name ~ ' as source_name, '
            ~ 'cast(sum(references_count) as bigint) as references_count, '
            ~ 'cast(sum(orphans_count) as bigint) as orphans_count from {} '
            ~ 'group by entity, reference, ' ~ source_name,
        'as_of': 'select * from {}',
        'quality_unknown_events': 'select source_name, count(*) as names_count, '
            ~ 'cast(sum(events_count) as bigint) as events_count from {} group by source_name',
        'quality_common_ids': 'select * from {}',
        'quality_reconciliation': 'select * from {}',
        'quality_payment_reasons': 'select * from {}',
        'feat_churn_window': 'select * from {}',
    } %}
    {% for table in built if table.name in of_run %}
        {% do selects.update({
            table.name: of_run[table.name].replace('{}', model_node(table.name).relation_name)
        }) %}
    {% endfor %}
    {% if load_relation(publish) %}
        {% do selects.update({'publish': 'select * from ' ~ publish}) %}
    {% endif %}
    {% do return(selects) %}
{% endmacro %}
