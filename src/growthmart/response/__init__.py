"""Response: a click on a message, or an order soon after it. Age and gender are no features."""

from growthmart.classification import Campaign
from growthmart.classification.tables import Task, drift, score, train_when_due

RESPONSE = Task(
    ids=("customer_id",),
    label="has_responded",
    features=(
        "days_known",
        "orders_count",
        "orders_count_90d",
        "orders_count_365d",
        "lifetime_net_revenue",
        "average_order_value",
        "discount_share",
        "recency_days",
        "country",
        "sessions_count_30d",
        "sessions_count_90d",
        "days_since_last_session",
        "preferred_channel",
        "messages_sent_count_90d",
        "messages_opened_count",
        "messages_clicked_count",
        "open_rate",
        "click_rate",
        "preferred_message_channel",
        "days_since_last_click",
    ),
)

__all__ = ["RESPONSE", "Campaign", "drift", "score", "train_when_due"]
