{% macro survey_responses_rules() %}
    {% do return({
        'unknown_question_type': "question_type not in ('nps', 'csat', 'ces')",
        'bad_score':
            "(question_type = 'nps' and score not between 0 and 10) "
            ~ "or (question_type = 'csat' and score not between 1 and 5) "
            ~ "or (question_type = 'ces' and score not between 1 and 7)",
        'orphan_customer': orphan('source_customer_key', ref('input_customers')),
    }) %}
{% endmacro %}
