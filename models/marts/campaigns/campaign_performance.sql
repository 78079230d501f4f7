{{ config(enabled=is_built()) }}

with as_of as (
    select * from {{ ref('as_of') }}
),

arms as (
    select * from {{ ref('campaign_arms') }}
),

controls as (
    select * from arms
    where experiment_arm = 'control' and assigned_count > 0
),

-- each treatment beside the one control of its campaign
compared as (
    select
        arms.*,
        controls.assigned_count as control_count,
        controls.converted_count as control_converted_count,
        controls.revenue as control_revenue,
        greatest(arms.windows_end_at, controls.windows_end_at) as all_windows_end_at
    from arms
    left join controls
        on
            arms.campaign_id = controls.campaign_id
            and arms.experiment_arm <> 'control'
),

measured as (
    select
        compared.*,
        {{ ratio('converted_count', 'assigned_count') }} as conversion_rate,
        {{ ratio('control_converted_count', 'control_count') }} as control_conversion_rate,
        {{ newcombe_bound(
            'converted_count', 'assigned_count', 'control_converted_count', 'control_count', 'low'
        ) }} as incremental_low,
        {{ newcombe_bound(
            'converted_count', 'assigned_count', 'control_converted_count', 'control_count', 'high'
        ) }} as incremental_high,
        {{ pooled_z(
            'converted_count', 'assigned_count', 'control_converted_count', 'control_count'
        ) }} as z,
        compared.revenue - {{ allocated_cumulative_amount(
            'control_revenue', 'assigned_count', 'control_count'
        ) }} as incremental_revenue
    from compared
),

tested as (
    select
        *,
        {{ two_sided_p_value('z') }} as p_value
    from measured
),

-- Holm: the smallest p times the number of arms, the next times one less, and none below the former
ranked as (
    select
        *,
        p_value * (
            count(p_value) over (partition by campaign_id) + 1 - row_number() over (
                partition by campaign_id
                order by p_value asc nulls last, experiment_arm asc nulls last
            )
        ) as stepped_p_value
    from tested
),

adjusted as (
    select
        *,
        case
            when p_value is not null
                then least(1, max(stepped_p_value) over (
                    partition by campaign_id
                    order by p_value asc nulls last, experiment_arm asc nulls last
                    rows between unbounded preceding and current row
                ))
        end as p_value_adjusted
    from ranked
)

select
    adjusted.campaign_id,
    adjusted.experiment_arm,
    adjusted.assigned_count,
    adjusted.contaminated_count,
    adjusted.unidentified_count,
    adjusted.sent_count,
    adjusted.delivered_count,
    adjusted.opened_count,
    adjusted.clicked_count,
    adjusted.converted_count,
    adjusted.redeemed_count,
    {{ ratio('adjusted.opened_count', 'adjusted.delivered_count') }} as open_rate,
    {{ ratio('adjusted.clicked_count', 'adjusted.delivered_count') }} as click_rate,
    adjusted.conversion_rate,
    {{ ratio('adjusted.redeemed_count', 'adjusted.assigned_count') }} as redemption_rate,
    adjusted.revenue,
    adjusted.cost,
    {{ ratio('adjusted.revenue - adjusted.cost', 'adjusted.cost') }} as roi,
    adjusted.control_count,
    adjusted.control_conversion_rate,
    adjusted.conversion_rate - adjusted.control_conversion_rate as incremental_conversion_rate,
    {{ round_to_nine_digits('adjusted.incremental_low') }} as incremental_low,
    {{ round_to_nine_digits('adjusted.incremental_high') }} as incremental_high,
    cast(adjusted.incremental_revenue as decimal(18, 2)) as incremental_revenue,
    {{ ratio('adjusted.incremental_revenue - adjusted.cost', 'adjusted.cost') }} as incremental_roi,
    {{ round_to_nine_digits('adjusted.p_value') }} as p_value,
    {{ round_to_nine_digits('adjusted.p_value_adjusted') }} as p_value_adjusted,
    {{ sample_size_per_arm(
        'adjusted.control_conversion_rate', '0.1e0 * adjusted.control_conversion_rate', 0.05, 0.8
    ) }} as needed_per_arm_count,
    coalesce(
        {{ local_date('adjusted.all_windows_end_at') }} <= as_of.as_of_date, false
    ) as is_complete
from adjusted
cross join as_of
