{% macro wrong_funnel_rows(funnels, event_steps) -%}
    {#- Query: the wrong rows of the seed funnels, each with the first thing that is wrong. -#}
    {%- set types_of_kinds = {
        'session': ['session', 'event_step', 'event_name', 'order'],
        'customer': ['session', 'event_step', 'event_name', 'order'],
        'lead': ['lead'],
    } -%}
    {%- set columns = ['funnel_name', 'kind', 'step_number', 'step_name', 'step_type', 'step_value',
        'window_days', 'is_ordered'] -%}
    select *
    from (
        select
            funnels.funnel_name,
            funnels.step_number,
            case
                {%- for column in columns %}
                when coalesce(funnels.{{ column }}, '') = '' then '{{ column }} is empty'
                {%- endfor %}
                {%- for column in ['step_number', 'window_days'] %}
                when regexp_extract(funnels.{{ column }}, '^[1-9][0-9]{0,3}$', 0) = ''
                    then '{{ column }} must be a whole number from 1 to 9999, and is '
                        || funnels.{{ column }}
                {%- endfor %}
                when funnels.same_number_count > 1 then 'two rows have this step_number'
                when try_cast(funnels.step_number as int) > funnels.steps_count
                    then 'number the steps 1, 2, 3 and so on: a number is missing'
                when funnels.same_name_count > 1
                    then 'another step has the same step_name ' || funnels.step_name
                {%- for column in ['kind', 'window_days', 'is_ordered'] %}
                when funnels.least_{{ column }} <> funnels.greatest_{{ column }}
                    then '{{ column }} must be the same in all rows of the funnel, and is '
                        || funnels.least_{{ column }} || ' and '
                        || funnels.greatest_{{ column }}
                {%- endfor %}
                when funnels.is_ordered not in ('true', 'false')
                    then 'is_ordered must be true or false, and is ' || funnels.is_ordered
                when funnels.kind not in ('{{ types_of_kinds | join("', '") }}')
                    then 'kind must be {{ types_of_kinds | join(", ") }}, and is '
                        || funnels.kind
                {%- for kind, types in types_of_kinds.items() %}
                when funnels.kind = '{{ kind }}'
                    and funnels.step_type not in ('{{ types | join("', '") }}')
                    then 'step_type of a funnel of kind {{ kind }} must be '
                        || '{{ types | join(", ") }}, and is ' || funnels.step_type
                {%- endfor %}
                when funnels.step_type = 'session' and funnels.step_value <> 'start'
                    then 'step_value of a session must be start, and is '
                        || funnels.step_value
                when funnels.step_type = 'event_step' and event_steps.step is null
                    then 'step_value must be a step of seeds/event_steps.csv, and is '
                        || funnels.step_value
                when funnels.step_type = 'order' and funnels.step_value <> 'any'
                    and regexp_extract(funnels.step_value, '^[1-9][0-9]{0,3}$', 0) = ''
                    then 'step_value of an order must be any or the number of the order, '
                        || 'and is ' || funnels.step_value
                when funnels.step_type = 'lead'
                    and funnels.step_value not in ('created', 'qualified', 'won', 'lost')
                    then 'step_value of a lead must be created, qualified, won or lost, '
                        || 'and is ' || funnels.step_value
            end as problem
        from (
            select
                *,
                count(*) over (partition by funnel_name) as steps_count,
                count(*) over (partition by funnel_name, step_number) as same_number_count,
                count(*) over (partition by funnel_name, step_name) as same_name_count,
                {%- for column in ['kind', 'window_days', 'is_ordered'] %}
                min({{ column }}) over (partition by funnel_name) as least_{{ column }},
                max({{ column }}) over (partition by funnel_name) as greatest_{{ column }}
                {%- if not loop.last %},{% endif %}
                {%- endfor %}
            from {{ funnels }}
        ) as funnels
        left join (select distinct step from {{ event_steps }}) as event_steps
            on funnels.step_value = event_steps.step
    ) as judged
    where problem is not null
{%- endmacro %}
