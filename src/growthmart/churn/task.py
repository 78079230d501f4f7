"""What predicts churn. Age band and gender are not among the features."""

from growthmart.classification import tables

CHURN = tables.Task(
    ids=("customer_id",),
    label="has_churned",
    features=(
        "orders_count",
        "orders_count_30d",
        "orders_count_90d",
        "orders_count_365d",
        "lifetime_net_revenue",
        "net_revenue_90d",
        "net_revenue_365d",
        "average_order_value",
        "discount_share",
        "recency_days",
        "tenure_days",
        "median_days_between_orders",
        "days_before_last_order",
        "country",
        "sessions_count_30d",
        "sessions_count_90d",
        "views_count_90d",
        "carts_count_90d",
        "checkouts_count_90d",
        "days_since_last_session",
        "preferred_channel",
        "membership_tier",
        "points_balance",
        "messages_sent_count_90d",
        "messages_clicked_count_90d",
        "open_rate",
        "categories_count",
        "average_rating",
        "support_tickets_count_90d",
    ),
)

SUBSCRIPTION_CHURN = tables.Task(
    ids=("subscription_id", "customer_id"),
    label="has_churned",
    features=(
        "plan",
        "monthly_amount",
        "days_subscribed",
        "had_trial",
        "is_paused",
        "country",
        "orders_count",
        "orders_count_90d",
        "recency_days",
        "sessions_count_30d",
        "days_since_last_session",
        "support_tickets_count_90d",
    ),
)
