with dates as (
    select * from {{ ref('int_as_of_dates') }}
),

versions as (
    {{ versions_of('products', 'product_key') }}
)

select
    versions.product_key as product_id,
    dates.as_of_date,
    versions.category
from versions
inner join dates
    on {{ is_valid_at('versions', 'dates.as_of_date') }}
