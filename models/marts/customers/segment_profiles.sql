with labels as (
    select * from {{ ref('ml_segmentation_labels') }}
),

counted as (
    select
        segment_id,
        segment_name,
        stability_jaccard,
        count(*) as customers_count
    from labels
    group by segment_id, segment_name, stability_jaccard
)

select
    cast(segment_id as string) as segment_id,
    cast(segment_name as string) as segment_name,
    cast(customers_count as int) as customers_count,
    {{ ratio('customers_count', 'sum(customers_count) over ()') }} as customers_share,
    cast(stability_jaccard as double) as stability_jaccard
from counted
