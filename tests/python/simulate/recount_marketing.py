"""The rules of events, ads, campaigns and messages, as in the input layer."""

import pandas as pd

KEYS = {
    "events": ["id"],
    "ad_spend": ["date", "platform", "campaign_id", "ad_id"],
    "marketing_costs": ["month", "channel", "cost_type"],
    "campaigns": ["id"],
    "messages": ["id"],
    "promotions": ["code"],
    "market_signals": ["date", "signal"],
}
REQUIRED = {
    "events": ["id", "occurred_at", "name"],
    "ad_spend": ["date", "platform", "campaign_id", "ad_id", "spend", "currency"],
    "marketing_costs": ["month", "channel", "cost_type", "amount", "currency"],
    "campaigns": ["id", "name", "channel"],
    "messages": ["id", "experiment_arm", "assigned_at"],
    "promotions": ["code"],
    "market_signals": ["date", "signal", "value"],
}
RULES = {
    "events": "unidentified in_the_future unknown_event_name orphan_customer orphan_order "
    "orphan_product",
    "ad_spend": "bad_count negative_amount unknown_currency",
    "marketing_costs": "unknown_cost_type negative_amount unknown_currency not_first_of_month",
    "campaigns": "unknown_channel negative_amount unknown_currency",
    "messages": "impossible_times control_was_sent orphan_customer orphan_campaign",
    "promotions": "negative_amount",
    "market_signals": "",
}
COST_TYPES = {"agency", "tools", "people", "content"}
CHANNELS = {"email", "sms", "push", "ads", "direct_mail", "phone"}
REACTIONS = ("opened_at", "clicked_at", "unsubscribed_at", "complained_at")


def _unidentified(rows):
    return rows[["anonymous_id", "customer_id", "device_id", "order_id"]].isna().all(axis=1)


def _impossible(rows):
    day = pd.Timedelta(days=1)
    broken = (rows["sent_at"] < rows["assigned_at"] - day) | (
        rows["delivered_at"] < rows["sent_at"] - day
    )
    broken |= rows["bounced_at"] < rows["sent_at"] - day
    for reaction in REACTIONS:
        broken |= rows[reaction] < rows["delivered_at"] - day
    return broken


def apply_rules(apply, outside_of, below_zero, invalid_currency_code):
    """Call `apply` with each entity and its rules, parents first."""
    apply(
        "events",
        ("unidentified", _unidentified),
        (
            "in_the_future",
            lambda rows: rows["occurred_at"] > rows["received_at"] + pd.Timedelta(days=1),
        ),
        odd=[("unknown_event_name", "name", lambda rows: rows["name"] == "teleport")],
    )
    apply(
        "ad_spend",
        ("bad_count", below_zero("impressions", "clicks", "conversions")),
        ("negative_amount", below_zero("conversions_value")),
        ("unknown_currency", invalid_currency_code),
    )
    apply(
        "marketing_costs",
        ("unknown_cost_type", outside_of("cost_type", COST_TYPES)),
        ("negative_amount", below_zero("amount")),
        ("unknown_currency", invalid_currency_code),
        ("not_first_of_month", lambda rows: pd.to_datetime(rows["month"]).dt.day > 1),
    )
    apply(
        "campaigns",
        ("unknown_channel", outside_of("channel", CHANNELS)),
        ("negative_amount", below_zero("fixed_cost", "cost_per_message")),
        ("unknown_currency", invalid_currency_code),
    )
    apply(
        "messages",
        ("impossible_times", _impossible),
        (
            "control_was_sent",
            lambda rows: (rows["experiment_arm"] == "control") & rows["sent_at"].notna(),
        ),
    )
    apply(
        "promotions",
        ("negative_amount", below_zero("value", "minimum_order")),
    )
    apply("market_signals")
