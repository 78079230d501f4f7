{{ config(enabled='olist' in var('sources')) }}

-- one review can cover several orders: then it has a row for each
select
    {{ source_key('olist', 'reviews.review_id') }} || '/' || reviews.order_id as review_key,
    'olist' as source_name,
    {{ source_key('olist', 'customers.customer_unique_id') }} as source_customer_key,
    {{ source_key('olist', 'reviews.order_id') }} as order_key,
    reviews.review_score as rating,
    reviews.review_comment_title as title,
    reviews.review_comment_message as body,
    reviews.review_answer_timestamp as reviewed_at
from {{ source('olist', 'order_reviews') }} as reviews
left join {{ source('olist', 'orders') }} as orders
    on reviews.order_id = orders.order_id
left join {{ source('olist', 'customers') }} as customers
    on orders.customer_id = customers.customer_id
