{% macro attribution_models() %}
    {% do return([
        'first_touch', 'last_touch', 'last_non_direct', 'linear', 'position_based', 'time_decay',
    ]) %}
{% endmacro %}
