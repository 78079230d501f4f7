with responses as (
    select * from {{ ref('input_survey_responses') }}
),

identities as (
    select * from {{ ref('int_identities_resolved') }}
    where identity_type = 'customer'
)

select
    responses.response_key as survey_response_id,
    responses.source_name,
    identities.customer_id,
    {{ identified_at('responses.answered_at', 'identities.linked_at') }} as identified_at,
    responses.survey,
    responses.question_type,
    responses.score,
    coalesce(responses.comment, '') <> '' as has_comment,
    responses.answered_at
from responses
left join identities
    on responses.source_customer_key = identities.identity_id
