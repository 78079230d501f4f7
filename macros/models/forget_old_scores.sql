{% macro forget_old_scores() -%}
    {#- Post-hook of scores that are appended by run: deletes the runs that are older than var
        quality_history_days, and all scores of people who no longer exist. A build of a past day may
        read older data, which lack the people who came later: it deletes no one. -#}
    {%- set oldest = run_started_at
        - modules.datetime.timedelta(days=var('quality_history_days') | int) -%}
    {%- set is_old %}
        run_at < timestamp '{{ oldest.strftime('%Y-%m-%d %H:%M:%S') }}'
        or (
            {{ has_own_origin() }}
            and scores.customer_id is not null
            and not exists (
                select 1
                from {{ ref('dim_customers') }} as customers
                where customers.customer_id = scores.customer_id
            )
            and (select max(as_of_date) from {{ ref('as_of') }}) >= (
                select max(as_of_date) from {{ this }} where {{ has_own_origin() }}
            )
        )
    {%- endset -%}
    {{- delete_rows(this, 'scores', is_old) -}}
{%- endmacro %}
