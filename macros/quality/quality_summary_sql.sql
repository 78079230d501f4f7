{% macro quality_summary_sql(quality_results) -%}
    with by_run as (
        select
            gate,
            table_name,
            run_at,
            count(*) as expectations_count,
            count_if(not passed) as failed_count,
            count_if(passed and not success and waived_until is null) as warnings_count,
            count(waived_until) as waived_count
        from ({{ quality_results }})
        group by gate, table_name, run_at
    )

    select
        gate,
        table_name,
        max_by(expectations_count, run_at) as expectations_count,
        max_by(failed_count, run_at) as failed_count,
        max_by(warnings_count, run_at) as warnings_count,
        max_by(waived_count, run_at) as waived_count,
        max(run_at) filter (where failed_count = 0) as last_passed_at,
        max(run_at) as last_run_at
    from by_run
    group by gate, table_name
{%- endmacro %}
