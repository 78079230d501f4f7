with runs as (
    {% for task in predictive_models() -%}
    select
        '{{ task.name }}' as model_name,
        run_id,
        run_at,
        trained_as_of_date,
        window_start,
        window_end,
        algorithm,
        is_champion,
        features,
        training_rows,
        note,
        library_version,
        -- a clock that was once ahead must not win against this run
        case when run_id = '{{ invocation_id }}' then 0 else 1 end as is_of_earlier_run
    from {{ ref('ml_' ~ task.name ~ '_model') }}
    where {{ has_own_origin() }}
    {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

with_newest as (
    select
        *,
        first_value(trained_as_of_date) over newest_first as newest_as_of_date,
        first_value(features) over newest_first as newest_features
    from runs
    window newest_first as (
        partition by model_name
        order by
            is_of_earlier_run asc nulls last,
            run_at desc nulls last,
            run_id desc nulls last
    )
),

-- the model of the newest training, or the champion before it that was better
could_score as (
    select
        *,
        is_champion
        and features = newest_features
        and trained_as_of_date <= newest_as_of_date as may_score
    from with_newest
),

ranked as (
    select
        *,
        row_number() over (
            partition by model_name, may_score
            order by
                is_of_earlier_run asc nulls last,
                run_at desc nulls last,
                run_id desc nulls last
        ) as place
    from could_score
)

select
    model_name,
    run_id,
    run_at as trained_at,
    trained_as_of_date as as_of_date,
    window_start,
    window_end,
    algorithm,
    may_score and place = 1 as is_champion,
    is_champion as has_won,
    training_rows,
    note,
    library_version
from ranked
