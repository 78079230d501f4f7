{% macro predictive_models() %}
    {#- The tasks that have a model in the registry and are built. scores and score: the
        table and the column of its scores of people, if it has any. -#}
    {% set tasks = [
        {'name': 'churn', 'scores': 'ml_churn_scores', 'score': 'probability'},
        {'name': 'clv', 'scores': 'ml_clv_scores', 'score': 'probability_alive'},
        {'name': 'response', 'scores': 'ml_response_scores', 'score': 'probability'},
        {'name': 'segmentation'},
        {
            'name': 'subscription_churn',
            'scores': 'ml_subscription_churn_scores',
            'score': 'probability',
        },
        {'name': 'uplift', 'scores': 'ml_uplift_scores', 'score': 'uplift'},
    ] %}
    {% set built = [] %}
    {% for task in tasks if 'ml_' ~ task.name ~ '_model' not in switched_off('models') %}
        {% do built.append(task) %}
    {% endfor %}
    {% do return(built) %}
{% endmacro %}
