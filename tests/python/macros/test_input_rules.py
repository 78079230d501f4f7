"""For every entity of the contract, a good row passes and each rule rejects a bad row."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
NOON, LATER = "2024-01-01 12:00:00", "2024-01-02 12:00:00"
LOADED = "2024-02-01 00:00:00"

# the parents that the good rows refer to
PARENTS = {
    "input_customers": [{"source_customer_key": key} for key in ("demo:anna", "demo:bert")],
    "input_orders": [{"order_key": "demo:o1"}],
    "input_products": [{"product_key": "demo:p1"}],
    "input_campaigns": [{"campaign_key": "demo:c1"}],
    "input_leads": [{"lead_key": "demo:l1"}],
}
# the rules of customers reject this row, so it is no parent
TESTER = {"source_customer_key": "demo:tester", "source_name": "demo", "is_test": True}
CUSTOMER = {"source_customer_key": "demo:anna"}
ORDER = {"order_key": "demo:o1"}
PRODUCT = {"product_key": "demo:p1"}
MONEY = {"amount": 1, "currency_code": "EUR"}

NOBODY = {"orphan_customer": [{"source_customer_key": "demo:nobody"}]}
NO_ORDER = {"orphan_order": [{"order_key": "demo:none"}]}
NO_PRODUCT = {"orphan_product": [{"product_key": "demo:none"}]}
NO_CURRENCY = {"unknown_currency": [{"currency_code": "euro"}, {"currency_code": "eur"}]}
NEGATIVE = {"negative_amount": [{"amount": -0.01}]}

# for each entity: a good row, and for each rule the changes that break it
CASES = {
    "customers": (CUSTOMER, {"test": [{"is_test": True}]}),
    "customer_contacts": (CUSTOMER, NOBODY),
    "identities": (
        {"left_id": "demo:anna", "left_type": "customer", "right_id": "demo:d1"}
        | {"right_type": "device", "first_seen_at": NOON},
        {
            "unknown_type": [{"left_type": "person"}, {"right_type": "fax"}],
            "orphan_customer": [
                {"left_id": "demo:nobody"},
                {"right_id": "demo:nobody", "right_type": "customer"},
            ],
        },
    ),
    "products": (
        PRODUCT | {"product_name": "Tea", "list_price": 1, "currency_code": "EUR"},
        NO_CURRENCY | {"negative_price": [{"list_price": -1}, {"unit_cost": -1}]},
    ),
    "orders": (
        ORDER | CUSTOMER | {"ordered_at": NOON, "status": "paid", "currency_code": "EUR"},
        NOBODY
        | NO_CURRENCY
        | {
            "test": [{"is_test": True}],
            "test_customer": [{"source_customer_key": "demo:tester"}],
            "unknown_status": [{"status": "lost"}],
            "unknown_sales_channel": [{"sales_channel": "fax"}],
            "in_the_future": [{"ordered_at": "2024-02-02 00:00:01"}],
            "negative_amount": [{"tax_amount": -1}, {"discount_amount": -1}],
        },
    ),
    "order_items": (
        ORDER | PRODUCT | {"line_number": 1, "quantity": 1, "unit_price": 1},
        NO_ORDER
        | NO_PRODUCT
        | {
            "negative_price": [{"unit_price": -1}, {"discount_amount": -1}],
            "bad_quantity": [{"quantity": 0}],
            "amount_out_of_range": [
                {"quantity": 10**6, "unit_price": 10**7},
                {"quantity": 2**31 - 1, "unit_price": 10**13},
            ],
        },
    ),
    "payments": (
        {"payment_key": "demo:1", "amount": 1} | ORDER,
        NO_ORDER | NEGATIVE | {"bad_installments": [{"installments": 0}]},
    ),
    "refunds": (
        {"refund_key": "demo:1", "refunded_at": NOON} | MONEY,
        NOBODY
        | NO_ORDER
        | NO_PRODUCT
        | NO_CURRENCY
        | NEGATIVE
        | {"bad_quantity": [{"quantity": 0}]},
    ),
    "events": (
        {"event_key": "demo:1", "event_at": NOON, "event_name": "login", "device_id": "demo:d1"},
        NOBODY
        | NO_ORDER
        | NO_PRODUCT
        | {
            "unidentified": [{"device_id": None}],
            "in_the_future": [{"event_at": "2024-02-02 00:00:01"}],
        },
    ),
    "ad_spend": (
        {"date_day": "2024-01-01", "platform": "google", "campaign_key": "demo:1"}
        | {"ad_key": "demo:1", "spend": 1, "currency_code": "EUR"},
        NO_CURRENCY
        | {
            "bad_count": [{"impressions": -1}, {"clicks": -1}, {"conversions": -1}],
            "negative_amount": [{"spend": -1}, {"conversions_value": -1}],
        },
    ),
    "marketing_costs": (
        {"month": "2024-01-01", "channel": "email", "cost_type": "tools"} | MONEY,
        NO_CURRENCY
        | NEGATIVE
        | {
            "unknown_cost_type": [{"cost_type": "lunch"}],
            "not_first_of_month": [{"month": "2024-01-02"}],
        },
    ),
    "campaigns": (
        {"campaign_key": "demo:1", "campaign_name": "Spring", "channel": "email"},
        {
            "unknown_channel": [{"channel": "fax"}],
            "negative_amount": [{"fixed_cost": -1}, {"cost_per_message": -1}],
            "unknown_currency": [
                {"currency_code": "euro"},
                {"fixed_cost": 1},
                {"cost_per_message": 1},
            ],
            "impossible_times": [{"started_on": "2024-01-02", "ended_on": "2024-01-01"}],
        },
    ),
    "messages": (
        {"message_key": "demo:1", "campaign_key": "demo:c1", "experiment_arm": "offer"}
        | {"assigned_at": NOON}
        | CUSTOMER,
        NOBODY
        | {
            "impossible_times": [
                {"assigned_at": LATER, "sent_at": NOON},
                {"sent_at": LATER, "delivered_at": NOON},
                {"sent_at": LATER, "bounced_at": NOON},
                *(
                    {"sent_at": NOON, "delivered_at": LATER, column: NOON}
                    for column in ("opened_at", "clicked_at", "unsubscribed_at", "complained_at")
                ),
            ],
            "control_was_sent": [{"experiment_arm": "control", "sent_at": LATER}],
            "orphan_campaign": [{"campaign_key": "demo:none"}],
        },
    ),
    "promotions": (
        {"promotion_code": "demo:TEN", "value": 10},
        {
            "negative_amount": [{"value": -1}, {"minimum_order": -1}],
            "impossible_times": [{"valid_from": "2024-01-02", "valid_to": "2024-01-01"}],
        },
    ),
    "loyalty_transactions": (
        {"loyalty_key": "demo:1", "transacted_at": NOON, "points": 1, "transaction_type": "earn"}
        | CUSTOMER,
        NOBODY
        | NO_ORDER
        | {
            "unknown_transaction_type": [{"transaction_type": "gift"}],
            "bad_points": [{"points": 0}, {"points": -1}],
        },
    ),
    "subscriptions": (
        {"subscription_key": "demo:1", "plan": "basic", "started_at": NOON}
        | {"monthly_amount": 1, "currency_code": "EUR"}
        | CUSTOMER,
        NOBODY
        | NO_CURRENCY
        | {
            "negative_amount": [{"monthly_amount": -1}],
            "impossible_times": [{"started_at": LATER, "ended_at": NOON}],
        },
    ),
    "leads": (
        {"lead_key": "demo:1", "created_at": NOON},
        NOBODY
        | {
            "negative_amount": [{"value": -1}],
            "unknown_currency": [{"currency_code": "euro"}, {"value": 1}],
            "impossible_times": [
                {"created_at": LATER, "qualified_at": NOON},
                {"created_at": LATER, "won_at": NOON},
                {"created_at": LATER, "lost_at": NOON},
                {"won_at": LATER, "lost_at": LATER},
            ],
        },
    ),
    "opportunities": (
        {"opportunity_key": "demo:1", "stage": "offer", "entered_at": NOON, "lead_key": "demo:l1"},
        NOBODY | NEGATIVE | {"orphan_lead": [{"lead_key": "demo:none"}]},
    ),
    "interactions": (
        {"interaction_key": "demo:1", "interaction_type": "call", "happened_at": NOON} | CUSTOMER,
        NOBODY
        | {
            "unknown_interaction_type": [{"interaction_type": "fax"}],
            "bad_duration": [{"duration_seconds": -1}],
        },
    ),
    "support_tickets": (
        {"ticket_key": "demo:1", "opened_at": NOON},
        NOBODY
        | {
            "impossible_times": [
                {"opened_at": LATER, "first_reply_at": NOON},
                {"opened_at": LATER, "resolved_at": NOON},
            ]
        },
    ),
    "reviews": (
        {"review_key": "demo:1", "rating": 5, "reviewed_at": NOON},
        NOBODY | NO_ORDER | NO_PRODUCT | {"bad_rating": [{"rating": 0}, {"rating": 6}]},
    ),
    "survey_responses": (
        {"response_key": "demo:1", "survey": "delivery", "question_type": "nps", "score": 0}
        | {"answered_at": NOON},
        NOBODY
        | {
            "unknown_question_type": [{"question_type": "mood"}],
            "bad_score": [
                {"score": -1},
                {"score": 11},
                {"question_type": "csat", "score": 6},
                {"question_type": "ces", "score": 8},
            ],
        },
    ),
    "consents": (
        {"consent_key": "demo:1", "purpose": "marketing", "channel": "email"}
        | {"lawful_basis": "consent", "granted_at": NOON}
        | CUSTOMER,
        NOBODY
        | {
            "unknown_purpose": [{"purpose": "fun"}],
            "impossible_times": [{"granted_at": LATER, "withdrawn_at": NOON}],
        },
    ),
    "referrals": (
        {"referral_key": "demo:1", "referrer_source_customer_key": "demo:anna"}
        | {"referred_source_customer_key": "demo:bert", "referred_at": NOON},
        {
            "self_referral": [{"referred_source_customer_key": "demo:anna"}],
            "orphan_customer": [
                {"referrer_source_customer_key": "demo:nobody"},
                {"referred_source_customer_key": "demo:nobody"},
            ],
        },
    ),
    "market_signals": ({"date_day": "2024-01-01", "signal": "holiday", "value": 1}, {}),
    "exchange_rates": (
        {"month": "2024-01-01", "currency_code": "USD", "rate_to_reporting": 0.9},
        NO_CURRENCY
        | {
            "rate_not_positive": [{"rate_to_reporting": 0}],
            "not_first_of_month": [{"month": "2024-01-02"}],
        },
    ),
}
BREAKS = [
    pytest.param(entity, rule, change, id=f"{entity}-{rule}-{number}")
    for entity, (_, rules) in CASES.items()
    for rule, changes in rules.items()
    for number, change in enumerate(changes)
]


@pytest.fixture
def judge(warehouse, judged_rows):
    """Return a function that gives the rejection reasons of a row; None is a row that passes."""
    for name, rows in PARENTS.items():
        warehouse.declare(name)
        warehouse.fill(name, rows)
    for entity in CASES:
        # text columns, so that a test can also stage values that cannot be cast
        columns = warehouse.contract(f"input_{entity}")
        warehouse.declare(f"stg_demo__{entity}", **dict.fromkeys(columns, "varchar"))

    def run(entity, row):
        warehouse.fill("stg_demo__customers", [TESTER] if entity == "orders" else [])
        warehouse.fill(f"stg_demo__{entity}", [{"source_name": "demo", "loaded_at": LOADED} | row])
        return [judged["rejection_reason"] for judged in warehouse.fetch(judged_rows[entity])]

    return run


def test_every_entity_and_every_rule_has_a_case():
    text = (ROOT / "macros/input/rejection_rules.sql").read_text(encoding="utf-8")
    blocks = re.split(r"entity == '(\w+)'", text)[1:]
    rules = {
        entity: set(re.findall(r"then '(\w+)'", block))
        for entity, block in zip(blocks[::2], blocks[1::2], strict=True)
    }
    cases = {entity: set(breaks) for entity, (_, breaks) in CASES.items()}
    assert rules == {entity: breaks for entity, breaks in cases.items() if breaks}


def test_every_rule_is_explained():
    text = (ROOT / "macros/input/rejection_rules.sql").read_text(encoding="utf-8")
    reason = None
    for before, rule in pairwise(re.split(r"\n(?= {4}(?:when|--) |\{%- elif)", text)):
        if not rule.startswith("    when"):
            reason = None if rule.startswith("{%-") else reason
            continue
        follows = re.search(r"then '(\w+)'", rule).group(1)
        # several conditions of one reason share the words above the first
        assert before.lstrip().startswith("--") or follows == reason, rule
        reason = follows


@pytest.mark.parametrize("entity", CASES)
def test_a_good_row_passes(judge, entity):
    assert judge(entity, CASES[entity][0]) == [None]


@pytest.mark.parametrize(("entity", "rule", "change"), BREAKS)
def test_a_broken_row_is_rejected_under_its_rule(judge, entity, rule, change):
    assert judge(entity, CASES[entity][0] | change) == [rule]


@pytest.mark.parametrize("entity", CASES)
def test_optional_columns_of_every_entity_may_be_null(judge, warehouse, entity):
    good = CASES[entity][0]
    for name, column in warehouse.nodes[f"input_{entity}"]["columns"].items():
        if any(one["type"] == "not_null" for one in column["constraints"]):
            assert judge(entity, good | {name: None}) == ["missing_required"]
        if column["data_type"] != "string":
            assert judge(entity, good | {name: "no such value"}) == ["unparseable"]
        if name.endswith("_key"):
            assert judge(entity, good | {name: "42"}) == ["unprefixed_key"]
    assert judge(entity, good | {"source_name": "elsewhere"}) == ["unknown_source"]
