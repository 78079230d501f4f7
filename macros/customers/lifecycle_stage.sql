{% macro lifecycle_stage(
    orders_count, recency_days, days_before_last_order, churn_window_days
) -%}
    case
        when {{ orders_count }} = 0 then 'prospect'
        -- no order for longer than the window
        when {{ recency_days }} > {{ churn_window_days }} then 'churned'
        -- no order for more than half of the window
        when 2 * {{ recency_days }} > {{ churn_window_days }} then 'at_risk'
        -- the person had churned before the last order
        when {{ days_before_last_order }} > {{ churn_window_days }} then 'reactivated'
        when {{ orders_count }} = 1 then 'new'
        else 'active'
    end
{%- endmacro %}
