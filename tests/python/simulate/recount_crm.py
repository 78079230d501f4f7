"""Keys, required columns and rules of customer relations, in pandas."""

import pandas as pd

KEYS_CRM = {
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
REQUIRED_CRM = {
    "payments": ["id", "order_id", "amount"],
    "loyalty_transactions": ["id", "customer_id", "transacted_at", "points", "type"],
    "subscriptions": ["id", "customer_id", "plan", "started_at", "monthly_amount", "currency"],
    "leads": ["id", "created_at"],
    "opportunities": ["opportunity_id", "stage", "entered_at"],
    "interactions": ["id", "customer_id", "type", "happened_at"],
    "support_tickets": ["id", "opened_at"],
    "reviews": ["id", "rating", "reviewed_at"],
    "survey_responses": ["id", "survey", "question_type", "score", "answered_at"],
    "consents": ["id", "customer_id", "purpose", "channel", "lawful_basis", "granted_at"],
    "referrals": ["id", "referrer_id", "referred_id", "referred_at"],
}
SCORES = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}


def rules_crm(kept):
    """Yield each entity with its rules in order; `kept` has the valid rows of earlier entities."""

    def outside(column, parents):
        return lambda rows: rows[column].notna() & ~rows[column].isin(kept[parents]["id"])

    customer = ("orphan_customer", outside("customer_id", "customers"))
    order = ("orphan_order", outside("order_id", "orders"))
    product = ("orphan_product", outside("product_id", "products"))

    def negative(column):
        return ("negative_amount", lambda rows: rows[column] < 0)

    currency = (
        "unknown_currency",
        lambda rows: rows["currency"].notna() & ~rows["currency"].str.fullmatch("[A-Z]{3}"),
    )

    def words(rule, column, allowed):
        return (rule, lambda rows: ~rows[column].isin(allowed.split()))

    def before(start, *ends):
        return (
            "impossible_times",
            lambda rows: pd.concat([rows[end] < rows[start] for end in ends], axis=1).any(axis=1),
        )

    yield (
        "payments",
        negative("amount"),
        ("bad_installments", lambda rows: rows["installments"] < 1),
        order,
    )
    yield (
        "loyalty_transactions",
        words("unknown_transaction_type", "type", "earn spend expire"),
        ("bad_points", lambda rows: rows["points"] <= 0),
        customer,
        order,
    )
    yield (
        "subscriptions",
        negative("monthly_amount"),
        currency,
        before("started_at", "ended_at"),
        customer,
    )
    yield (
        "leads",
        negative("value"),
        currency,
        (
            "impossible_times",
            lambda rows: (
                before("created_at", "qualified_at", "won_at", "lost_at")[1](rows)
                | (rows["won_at"].notna() & rows["lost_at"].notna())
            ),
        ),
        customer,
    )
    yield (
        "opportunities",
        negative("amount"),
        ("orphan_lead", outside("lead_id", "leads")),
        customer,
    )
    yield (
        "interactions",
        words("unknown_interaction_type", "type", "call chat visit mail social"),
        ("bad_duration", lambda rows: rows["duration_seconds"] < 0),
        customer,
    )
    yield "support_tickets", before("opened_at", "first_reply_at", "resolved_at"), customer
    yield (
        "reviews",
        ("bad_rating", lambda rows: ~rows["rating"].between(1, 5)),
        customer,
        order,
        product,
    )
    yield (
        "survey_responses",
        words("unknown_question_type", "question_type", " ".join(SCORES)),
        ("bad_score", _bad_score),
        customer,
    )
    yield (
        "consents",
        words("unknown_purpose", "purpose", "marketing profiling ads"),
        before("granted_at", "withdrawn_at"),
        customer,
    )
    yield (
        "referrals",
        ("self_referral", lambda rows: rows["referrer_id"] == rows["referred_id"]),
        (
            "orphan_customer",
            lambda rows: (
                outside("referrer_id", "customers")(rows)
                | outside("referred_id", "customers")(rows)
            ),
        ),
    )


def _bad_score(rows):
    limits = rows["question_type"].map(SCORES)
    return (rows["score"] < limits.str[0]) | (rows["score"] > limits.str[1])
