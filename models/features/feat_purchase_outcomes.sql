with as_of as (
    select * from {{ ref('as_of') }}
),

-- today, and the starts of the last two quarters
dates as (
    select
        dates.months_before,
        dates.as_of_date as then_date,
        later_dates.as_of_date as later_date
    from {{ ref('int_as_of_dates') }} as dates
    left join {{ ref('int_as_of_dates') }} as later_dates
        on later_dates.months_before = dates.months_before - 3
    where dates.months_before in (0, 3, 6)
),

purchases as (
    select * from {{ ref('feat_customer_purchases') }}
    where purchases_count > 0
),

histories as (
    select
        dates.months_before,
        {{ days_between('dates.then_date', 'dates.later_date') }} as following_days,
        purchases.repeat_purchases_count,
        purchases.days_to_last_purchase,
        purchases.days_since_first_purchase,
        purchases.acquisition_channel,
        -- an order that was cancelled or moved to another person since then is no purchase before
        greatest(later.purchases_count - purchases.purchases_count, 0)
            as following_purchases_count
    from purchases
    inner join dates
        on purchases.as_of_date = dates.then_date
    left join purchases as later
        on
            purchases.customer_id = later.customer_id
            and dates.later_date = later.as_of_date
)

select
    as_of.as_of_date,
    histories.months_before,
    cast(histories.following_days as int) as following_days,
    histories.repeat_purchases_count,
    histories.days_to_last_purchase,
    histories.days_since_first_purchase,
    histories.acquisition_channel,
    case
        when histories.following_days is not null
            then cast(histories.following_purchases_count as int)
    end as following_purchases_count,
    count(*) as customers_count
from histories
cross join as_of
group by
    as_of.as_of_date,
    histories.months_before,
    histories.following_days,
    histories.repeat_purchases_count,
    histories.days_to_last_purchase,
    histories.days_since_first_purchase,
    histories.acquisition_channel,
    histories.following_purchases_count
