with reviews as (
    select * from {{ ref('input_reviews') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
)

select
    reviews.review_key as review_id,
    reviews.source_name,
    accounts.customer_id,
    {{ identified_at('reviews.reviewed_at', 'accounts.linked_at') }} as identified_at,
    reviews.order_key as order_id,
    reviews.product_key as product_id,
    reviews.rating,
    reviews.rating >= 4 as is_satisfied,
    {{ has_review_text('reviews.title', 'reviews.body') }} as has_text,
    reviews.reviewed_at
from reviews
left join accounts
    on reviews.source_customer_key = accounts.source_customer_key
