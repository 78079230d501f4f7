"""The rules of customer relations, as in the input layer."""

import pandas as pd

KEYS = {
    "payments": ["id"],
    "loyalty_transactions": ["id"],
    "subscriptions": ["id"],
    "leads": ["id"],
    "opportunities": ["opportunity_id", "stage"],
    "interactions": ["id"],
    "support_tickets": ["id"],
    "reviews": ["id"],
    "survey_responses": ["id"],
    "consents": ["id"],
    "referrals": ["id"],
}
REQUIRED = {
    "payments": ["id", "order_id", "amount"],
    "loyalty_transactions": ["id", "transacted_at", "points", "type"],
    "subscriptions": ["id", "plan", "started_at", "monthly_amount", "currency"],
    "leads": ["id", "created_at"],
    "opportunities": ["opportunity_id", "stage", "entered_at"],
    "interactions": ["id", "type", "happened_at"],
    "support_tickets": ["id", "opened_at"],
    "reviews": ["id", "rating", "reviewed_at"],
    "survey_responses": ["id", "survey", "question_type", "score", "answered_at"],
    "consents": ["id", "customer_id", "purpose", "channel", "lawful_basis", "granted_at"],
    "referrals": ["id", "referrer_id", "referred_id", "referred_at"],
}
SCORES = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}


def apply_rules(apply, outside_of, below_zero, invalid_currency_code):
    """Call `apply` with each entity and its rules, parents first."""
    currency = ("unknown_currency", invalid_currency_code)
    apply(
        "payments",
        ("negative_amount", below_zero("amount")),
        ("bad_installments", lambda rows: rows["installments"] < 1),
    )
    apply(
        "loyalty_transactions",
        ("unknown_transaction_type", outside_of("type", {"earn", "spend", "expire"})),
        ("bad_points", lambda rows: rows["points"] <= 0),
    )
    apply(
        "subscriptions",
        ("negative_amount", below_zero("monthly_amount")),
        currency,
        ("impossible_times", _before("started_at", "ended_at")),
    )
    apply(
        "leads",
        ("negative_amount", below_zero("value")),
        currency,
        odd=[
            (
                "early_stage",
                "qualified_at",
                lambda rows: rows["qualified_at"] < rows["created_at"],
            )
        ],
    )
    apply("opportunities", ("negative_amount", below_zero("amount")))
    apply(
        "interactions",
        (
            "unknown_interaction_type",
            outside_of("type", {"call", "chat", "visit", "mail", "social"}),
        ),
        ("bad_duration", below_zero("duration_seconds")),
    )
    apply(
        "support_tickets",
        ("impossible_times", _before("opened_at", "first_reply_at", "resolved_at")),
    )
    apply("reviews", ("bad_rating", lambda rows: ~rows["rating"].between(1, 5)))
    apply(
        "survey_responses",
        ("unknown_question_type", outside_of("question_type", set(SCORES))),
        ("bad_score", _bad_score),
    )
    apply(
        "consents",
        ("unknown_purpose", outside_of("purpose", {"marketing", "profiling", "ads"})),
        odd=[
            (
                "early_withdrawal",
                "withdrawn_at",
                lambda rows: rows["withdrawn_at"] < rows["granted_at"],
            )
        ],
    )
    apply(
        "referrals",
        ("self_referral", lambda rows: rows["referrer_id"] == rows["referred_id"]),
    )


def _before(start, *ends):
    """Return the rule that a time is more than a day before its start."""

    def is_before(rows):
        least = rows[start] - pd.Timedelta(days=1)
        return pd.concat([rows[end] < least for end in ends], axis=1).any(axis=1)

    return is_before


def _bad_score(rows):
    limits = rows["question_type"].map(SCORES)
    return (rows["score"] < limits.str[0]) | (rows["score"] > limits.str[1])
