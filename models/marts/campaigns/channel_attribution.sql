with credits as (
    select * from {{ ref('touchpoint_credits') }}
),

ad_spend as (
    select ad_spend.*
    from {{ ref('fct_ad_spend') }} as ad_spend
    inner join {{ ref('as_of') }} as as_of
        on ad_spend.date_day <= as_of.as_of_date
),

credited as (
    select
        cast(date_trunc('month', order_date) as date) as month_start,
        channel,
        attribution_model,
        cast(sum(attributed_conversions) as decimal(18, 6)) as attributed_conversions,
        {{ null_unless_all_known('attributed_revenue') }} as attributed_revenue
    from credits
    group by cast(date_trunc('month', order_date) as date), channel, attribution_model
),

spent as (
    select
        cast(date_trunc('month', date_day) as date) as month_start,
        channel,
        {{ null_unless_all_known('spend') }} as spend
    from ad_spend
    group by cast(date_trunc('month', date_day) as date), channel
),

-- every model has the spend, also of a channel that it credits nothing
spent_by_model as (
    {%- for attribution_model in attribution_models() %}
    select
        *,
        '{{ attribution_model }}' as attribution_model
    from spent
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

joined as (
    select
        coalesce(credited.month_start, spent_by_model.month_start) as month_start,
        coalesce(credited.channel, spent_by_model.channel) as channel,
        coalesce(credited.attribution_model, spent_by_model.attribution_model)
            as attribution_model,
        coalesce(credited.attributed_conversions, 0) as attributed_conversions,
        case when credited.channel is null then 0 else credited.attributed_revenue end
            as attributed_revenue,
        spent_by_model.spend
    from credited
    full join spent_by_model
        on
            credited.month_start = spent_by_model.month_start
            and credited.channel = spent_by_model.channel
            and credited.attribution_model = spent_by_model.attribution_model
)

select
    month_start,
    channel,
    attribution_model,
    cast(attributed_conversions as decimal(18, 6)) as attributed_conversions,
    cast(attributed_revenue as decimal(18, 2)) as attributed_revenue,
    spend,
    {{ ratio('attributed_revenue', 'spend') }} as roas
from joined
