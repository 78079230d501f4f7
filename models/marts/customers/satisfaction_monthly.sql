{{ config(enabled=is_built()) }}

with days as (
    select
        date_day,
        month_start
    from {{ ref('dim_days') }}
),

months as (
    select
        month_start,
        max(date_day) = last_day(month_start) as is_complete
    from days
    group by month_start
),

reviews as (
    select
        days.month_start,
        count(*) as reviews_count,
        try_cast(sum(fct_reviews.rating) as decimal(38, 6)) as ratings,
        count_if(fct_reviews.rating >= 4) as satisfied_count
    from {{ ref('fct_reviews') }} as fct_reviews
    inner join days
        on {{ local_date('fct_reviews.reviewed_at') }} = days.date_day
    group by days.month_start
),

texts as (
    select
        month_start,
        count(sentiment) as scored_texts_count,
        try_cast(sum(sentiment) as decimal(38, 9)) as sentiments,
        count_if(is_negative) as negative_count
    from {{ ref('review_scores') }}
    group by month_start
),

answers as (
    select
        days.month_start,
        count_if(responses.question_type = 'csat') as csat_responses,
        count_if(responses.question_type = 'csat' and responses.score >= 4) as satisfied_count,
        count_if(responses.question_type = 'nps') as nps_responses,
        count_if(responses.question_type = 'nps' and responses.score >= 9) as promoters_count,
        count_if(responses.question_type = 'nps' and responses.score <= 6) as detractors_count
    from {{ ref('fct_survey_responses') }} as responses
    inner join days
        on {{ local_date('responses.answered_at') }} = days.date_day
    group by days.month_start
),

opened as (
    select
        days.month_start,
        count(*) as tickets_count
    from {{ ref('fct_support_tickets') }} as tickets
    inner join days
        on {{ local_date('tickets.opened_at') }} = days.date_day
    group by days.month_start
),

-- by the month of the solution: a month that is over does not change when old tickets are resolved
resolved as (
    select
        days.month_start,
        count(*) as resolved_tickets_count,
        median(tickets.seconds_to_resolution) as median_seconds
    from {{ ref('fct_support_tickets') }} as tickets
    inner join days
        on {{ local_date('tickets.resolved_at') }} = days.date_day
    group by days.month_start
)

select
    months.month_start,
    {{ count_if_entity_filled('reviews', 'reviews.reviews_count') }} as reviews_count,
    {{ ratio('reviews.ratings', 'reviews.reviews_count') }} as average_rating,
    {{ ratio('texts.sentiments', 'texts.scored_texts_count') }} as average_sentiment,
    {{ ratio('texts.negative_count', 'texts.scored_texts_count') }} as negative_share,
    {{ count_if_entity_filled('survey_responses', 'answers.csat_responses') }} as csat_responses,
    -- ratings count only without answers to csat questions: one scale at a time
    coalesce(
        {{ ratio('answers.satisfied_count', 'answers.csat_responses') }},
        {{ ratio('reviews.satisfied_count', 'reviews.reviews_count') }}
    ) as csat,
    {{ count_if_entity_filled('survey_responses', 'answers.nps_responses') }} as nps_responses,
    {{ ratio('answers.promoters_count - answers.detractors_count', 'answers.nps_responses') }}
        as nps,
    {{ count_if_entity_filled('support_tickets', 'opened.tickets_count') }} as tickets_count,
    {{ count_if_entity_filled('support_tickets', 'resolved.resolved_tickets_count') }}
        as resolved_tickets_count,
    {{ ratio('resolved.median_seconds', '3600') }} as median_hours_to_resolution,
    months.is_complete
from months
left join reviews
    on months.month_start = reviews.month_start
left join texts
    on months.month_start = texts.month_start
left join answers
    on months.month_start = answers.month_start
left join opened
    on months.month_start = opened.month_start
left join resolved
    on months.month_start = resolved.month_start
