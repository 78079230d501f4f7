{% macro newest_accepted_scores(name) -%}
    {#- Query: the scores of the newest run that gate_predictions accepted, of the people who exist
        and of unknown people. A build that looks back from an earlier day does not see the scores of
        later days. If a run was judged twice, the later judgement counts. -#}
    {%- set scores = ref(name) %}
    select *
    from {{ scores }}
    where
        run_id = (
            select
                coalesce(
                    max(case when run_id = '{{ invocation_id }}' then run_id end),
                    max_by(run_id, run_at)
                )
            from {{ scores }}
            where
                {{ has_own_origin() }}
                and as_of_date <= (select max(as_of_date) from {{ ref('as_of') }})
                and run_id in (
                    select judged_run_id
                    from (
                        select
                            judged_run_id,
                            run_id,
                            max(run_at) as run_at,
                            bool_and(accepted) as is_accepted
                        from {{ ref('gate_predictions') }}
                        where table_name = '{{ name }}'
                        group by judged_run_id, run_id
                    ) as judgements
                    group by judged_run_id
                    having max_by(is_accepted, run_at)
                )
        )
        and (
            customer_id is null
            or customer_id in (select customer_id from {{ ref('dim_customers') }})
        )
{%- endmacro %}
