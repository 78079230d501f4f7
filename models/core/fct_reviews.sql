with reviews as (
    select * from {{ ref('input_reviews') }}
),

identities as (
    select * from {{ ref('int_identities_resolved') }}
    where identity_type = 'customer'
)

select
    reviews.review_key as review_id,
    reviews.source_name,
    identities.customer_id,
    {{ identified_at('reviews.reviewed_at', 'identities.linked_at') }} as identified_at,
    reviews.order_key as order_id,
    reviews.product_key as product_id,
    reviews.rating,
    reviews.rating >= 4 as is_satisfied,
    coalesce(reviews.body, reviews.title, '') <> '' as has_text,
    reviews.reviewed_at
from reviews
left join identities
    on reviews.source_customer_key = identities.identity_id
