with labels as (
    select * from {{ ref('ml_segmentation_labels') }}
),

-- people without an order are not clustered: their is_outlier is null
counted as (
    select
        segment_id,
        segment_name,
        stability_jaccard,
        is_stable,
        count(*) as customers_count,
        count(is_outlier) as buyers_count,
        count_if(is_outlier) as outliers_count
    from labels
    group by segment_id, segment_name, stability_jaccard, is_stable
)

select
    cast(segment_id as string) as segment_id,
    cast(segment_name as string) as segment_name,
    cast(customers_count as int) as customers_count,
    {{ ratio('customers_count', 'sum(customers_count) over ()') }} as customers_share,
    {{ ratio('nullif(buyers_count, 0)', 'sum(buyers_count) over ()') }} as buyers_share,
    {{ ratio('outliers_count', 'buyers_count') }} as outlier_share,
    cast(stability_jaccard as double) as stability_jaccard,
    cast(is_stable as boolean) as is_stable
from counted
