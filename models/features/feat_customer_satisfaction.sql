with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

opinions as (
    select
        customer_id,
        review_id as opinion_id,
        'review' as question,
        rating as score,
        reviewed_at as answered_at,
        {{ local_date('reviewed_at') }} as answered_date,
        {{ known_date(local_date('reviewed_at'), 'identified_at') }} as known_date
    from {{ ref('fct_reviews') }}
    where customer_id is not null
    union all
    select
        customer_id,
        survey_response_id as opinion_id,
        question_type as question,
        score,
        answered_at,
        {{ local_date('answered_at') }} as answered_date,
        {{ known_date(local_date('answered_at'), 'identified_at') }} as known_date
    from {{ ref('fct_survey_responses') }}
    where customer_id is not null
),

opinions_known as (
    select
        opinions.*,
        dates.as_of_date,
        {{ within_days('opinions.answered_date', 'dates.as_of_date', 365) }} as is_of_last_year,
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
        count_if(question = 'review') as reviews_count,
        try_cast(sum(score) filter (where question = 'review') as decimal(38, 6)) as ratings,
        count_if(question <> 'review') as survey_responses_count,
        count_if(question = 'csat') as csat_responses_count,
        try_cast(sum(score) filter (where question = 'csat') as decimal(38, 6)) as csat_scores,
        max(score) filter (where question = 'nps' and opinions_from_last = 1) as last_nps_score,
        {%- for question in ['review', 'csat'] %}
        count_if(is_of_last_year and question = '{{ question }}') as {{ question }}s_365d,
        count_if(is_of_last_year and question = '{{ question }}' and score >= 4)
            as satisfied_{{ question }}s_365d,
        {%- endfor %}
        count_if(is_of_last_year and question = 'nps') as nps_answers_365d,
        count_if(is_of_last_year and question = 'nps' and score >= 9) as promoters_365d,
        count_if(is_of_last_year and question = 'nps' and score <= 6) as detractors_365d
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
    -- ratings count only without answers to csat questions: one scale at a time
    coalesce(
        {{ rounded_ratio('summed.satisfied_csats_365d', 'summed.csats_365d') }},
        {{ rounded_ratio('summed.satisfied_reviews_365d', 'summed.reviews_365d') }}
    ) as csat,
    {{ rounded_ratio('summed.promoters_365d - summed.detractors_365d', 'summed.nps_answers_365d') }}
        as nps
from customers
left join summed
    on
        customers.customer_id = summed.customer_id
        and customers.as_of_date = summed.as_of_date
