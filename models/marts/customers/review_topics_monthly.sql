{{ config(enabled=is_built()) }}

with scores as (
    select * from {{ ref('review_scores') }}
),

summed as (
    select
        month_start,
        topic_id,
        topic_name,
        count(*) as reviews_count,
        try_cast(sum(rating) as decimal(38, 6)) as ratings,
        count(sentiment) as scored_count,
        try_cast(sum(sentiment) as decimal(38, 9)) as sentiments,
        count_if(is_negative) as negative_count
    from scores
    where topic_id is not null
    group by month_start, topic_id, topic_name
)

select
    month_start,
    topic_id,
    topic_name,
    try_cast(reviews_count as int) as reviews_count,
    {{ ratio('ratings', 'reviews_count') }} as average_rating,
    {{ ratio('sentiments', 'scored_count') }} as average_sentiment,
    {{ ratio('negative_count', 'scored_count') }} as negative_share
from summed
