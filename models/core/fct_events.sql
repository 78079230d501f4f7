with events as (
    select * from {{ ref('int_events_sessionized') }}
),

people as (
    select * from {{ ref('int_sessions_with_customer') }}
),

products as (
    select * from {{ ref('dim_products') }}
),

categories as (
    select
        {{ normalized_utm('category') }} as category_tag,
        min(category) as category
    from products
    where category is not null
    group by {{ normalized_utm('category') }}
),

-- only the path: without the host, the query (?) and the fragment (#)
paths as (
    select distinct
        page,
        regexp_extract(page, '^(?:[A-Za-z]+://[^/?#]*)?([^?#]*)', 1) as page_path
    from events
    where page is not null
),

-- no free text is published: a topic is a category of the catalogue, the deepest one in the path
topics as (
    select
        paths.page,
        coalesce(deep.category, middle.category, shallow.category) as topic
    from paths
    left join categories as shallow
        on {{ normalized_utm("split_part(paths.page_path, '/', 2)") }} = shallow.category_tag
    left join categories as middle
        on {{ normalized_utm("split_part(paths.page_path, '/', 3)") }} = middle.category_tag
    left join categories as deep
        on {{ normalized_utm("split_part(paths.page_path, '/', 4)") }} = deep.category_tag
)

select
    events.event_key as event_id,
    events.session_key as session_id,
    events.source_name,
    people.customer_id,
    {{ identified_at('events.event_at', 'people.identified_at') }} as identified_at,
    events.event_at,
    {{ local_date('events.event_at') }} as event_date,
    events.event_name,
    -- an event that is not in the seed counts as step visit
    coalesce(event_steps.step, 'visit') as step,
    events.product_key as product_id,
    events.order_key as order_id,
    coalesce(products.category, topics.topic) as topic,
    events.device_type
from events
inner join people
    on events.session_key = people.session_key
left join {{ ref('event_steps') }} as event_steps
    on events.event_name = event_steps.event_name
left join products
    on events.product_key = products.product_id
left join topics
    on events.page = topics.page
