with reviews as (
    select * from {{ ref('input_reviews') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

as_of as (
    select * from {{ ref('as_of') }}
)

select
    reviews.review_key as review_id,
    accounts.customer_id,
    concat_ws(' ', reviews.title, reviews.body) as review_text,
    reviews.rating,
    reviews.reviewed_at
from reviews
inner join as_of
    on {{ local_date('reviews.reviewed_at') }} <= as_of.as_of_date
left join accounts
    on reviews.source_customer_key = accounts.source_customer_key
where {{ has_review_text('reviews.title', 'reviews.body') }}
