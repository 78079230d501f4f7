with responses as (
    select * from {{ ref('input_survey_responses') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
)

select
    responses.response_key as survey_response_id,
    responses.source_name,
    accounts.customer_id,
    {{ identified_at('responses.answered_at', 'accounts.linked_at') }} as identified_at,
    responses.survey,
    responses.question_type,
    responses.score,
    coalesce(responses.comment, '') <> '' as has_comment,
    responses.answered_at
from responses
left join accounts
    on responses.source_customer_key = accounts.source_customer_key
