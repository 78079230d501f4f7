{{ config(enabled=is_built()) }}

with reviews as (
    select * from {{ ref('fct_reviews') }}
),

scores as (
    select * from {{ ref('ml_review_texts_scores') }}
),

topics as (
    select distinct
        part as topic_id,
        topic_name
    from {{ ref('ml_review_texts_model') }}
    where part like 'topic%'
)

select
    reviews.review_id,
    reviews.customer_id,
    reviews.product_id,
    {{ local_month('reviews.reviewed_at') }} as month_start,
    reviews.rating,
    try_cast(scores.sentiment as decimal(18, 9)) as sentiment,
    scores.sentiment < 0 as is_negative,
    try_cast(scores.topic_id as string) as topic_id,
    try_cast(topics.topic_name as string) as topic_name
from scores
inner join reviews
    on scores.review_id = reviews.review_id
left join topics
    on scores.topic_id = topics.topic_id
