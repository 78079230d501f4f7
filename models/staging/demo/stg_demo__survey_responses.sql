{{ config(enabled='demo' in var('sources')) }}

select
    {{ source_key('demo', 'id') }} as response_key,
    'demo' as source_name,
    {{ source_key('demo', 'customer_id') }} as source_customer_key,
    survey,
    question_type,
    score,
    comment,
    answered_at,
    exported_at as loaded_at
from {{ source('demo', 'survey_responses') }}
