with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

-- 0 is the worst answer and 60 the best: with sixtieths, every scale has whole numbers
opinions as (
    select
        customer_id,
        review_id as opinion_id,
        'review' as question,
        rating as score,
        15 * (rating - 1) as sixtieths,
        reviewed_at as answered_at,
        {{ known_date(local_date('reviewed_at'), 'identified_at') }} as known_date
    from {{ ref('fct_reviews') }}
    where customer_id is not null
    union all
    select
        customer_id,
        survey_response_id as opinion_id,
        question_type as question,
        score,
        case question_type
            when 'nps' then 6 * score
            when 'csat' then 15 * (score - 1)
            when 'ces' then 10 * (score - 1)
        end as sixtieths,
        answered_at,
        {{ known_date(local_date('answered_at'), 'identified_at') }} as known_date
    from {{ ref('fct_survey_responses') }}
    where customer_id is not null
),

opinions_known as (
    select
        opinions.*,
        dates.as_of_date,
        row_number() over (
            partition by opinions.customer_id, dates.as_of_date, opinions.question
            order by opinions.answered_at desc nulls last, opinions.opinion_id desc nulls last
        ) as opinions_from_last
    from opinions
    inner join dates
        on opinions.known_date <= dates.as_of_date
),

summed as (
    select
        customer_id,
        as_of_date,
        count(*) as opinions_count,
        try_cast(sum(sixtieths) as bigint) as sixtieths,
        count_if(question = 'review') as reviews_count,
        try_cast(sum(score) filter (where question = 'review') as bigint) as ratings,
        count_if(question <> 'review') as survey_responses_count,
        count_if(question = 'csat') as csat_responses_count,
        try_cast(sum(score) filter (where question = 'csat') as bigint) as csat_scores,
        max(score) filter (where question = 'nps' and opinions_from_last = 1) as last_nps_score
    from opinions_known
    group by customer_id, as_of_date
)

select
    customers.customer_id,
    customers.as_of_date,
    {{ count_if_entity_filled('reviews', 'summed.reviews_count') }} as reviews_count,
    {{ rounded_ratio('summed.ratings', 'summed.reviews_count') }} as average_rating,
    {{ count_if_entity_filled('survey_responses', 'summed.survey_responses_count') }}
        as survey_responses_count,
    {{ rounded_ratio('summed.csat_scores', 'summed.csat_responses_count') }} as average_csat_score,
    summed.last_nps_score,
    {{ rounded_ratio('summed.sixtieths', '60 * summed.opinions_count') }} as satisfaction_score
from customers
left join summed
    on
        customers.customer_id = summed.customer_id
        and customers.as_of_date = summed.as_of_date
