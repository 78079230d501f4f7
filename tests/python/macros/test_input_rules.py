"""For every entity of the contract, a good row passes and each rule rejects a bad row."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[3]
# times may be out of order by a day
NOON, LATER = "2024-01-01 12:00:00", "2024-01-02 12:00:01"
LOADED, FUTURE = "2024-02-01 00:00:00", "2024-02-02 00:00:01"

# the parents that the good rows refer to
PARENTS = {
    "input_customers": [{"source_customer_key": key} for key in ("demo:anna", "demo:bert")],
    "input_orders": [{"order_key": "demo:o1"}],
    "input_products": [{"product_key": "demo:p1"}],
    "input_campaigns": [{"campaign_key": "demo:c1"}],
    "input_leads": [{"lead_key": "demo:l1"}],
    "input_test_ids": [
        {"id_type": "customer", "id": "demo:tester"},
        {"id_type": "anonymous", "id": "demo:test-cookie"},
        {"id_type": "order", "id": "demo:test-order"},
    ],
    "placeholder_ids": [{"placeholder_id": "undefined"}, {"placeholder_id": "0"}],
}
REJECTED_ORDER = {"order_key": "demo:rejected", "source_name": "demo"}
CUSTOMER = {"source_customer_key": "demo:anna"}
ORDER = {"order_key": "demo:o1"}
PRODUCT = {"product_key": "demo:p1"}
MONEY = {"amount": 1, "currency_code": "EUR"}

NO_CURRENCY = {"unknown_currency": [{"currency_code": "euro"}, {"currency_code": "e1r"}]}
NEGATIVE = {"negative_amount": [{"amount": -0.01}]}

# for each entity: a good row, and for each rule the changes that break it
CASES = {
    "customers": (CUSTOMER, {"test": [{"is_test": True}]}),
    "customer_contacts": (CUSTOMER, {}),
    "identities": (
        {"left_id": "demo:anna", "left_type": "customer", "right_id": "demo:d1"}
        | {"right_type": "device", "first_seen_at": NOON},
        {
            "unknown_type": [{"left_type": "person"}, {"right_type": "fax"}],
            "in_the_future": [{"first_seen_at": FUTURE}],
            "test_customer": [
                {"left_id": "demo:tester"},
                {"right_id": "demo:tester", "right_type": "customer"},
            ],
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
        NO_CURRENCY
        | {
            "test": [{"is_test": True}],
            "test_customer": [{"source_customer_key": None, "anonymous_id": "demo:test-cookie"}],
            "unknown_status": [{"status": "lost"}],
            "unknown_sales_channel": [{"sales_channel": "fax"}],
            "in_the_future": [
                {"ordered_at": FUTURE},
                {"ordered_at": "2150-01-01 00:00:00", "loaded_at": "2150-01-01 00:00:00"},
            ],
            "negative_amount": [{"tax_amount": -1}, {"discount_amount": -1}],
        },
    ),
    "order_items": (
        ORDER | PRODUCT | {"line_number": 1, "quantity": 1, "unit_price": 1},
        {
            "negative_price": [{"unit_price": -1}, {"discount_amount": -1}],
            "bad_quantity": [{"quantity": 0}],
            "out_of_range": [{"quantity": 10**6, "unit_price": 10**7}, {"unit_price": 10**13}],
        },
    ),
    "payments": (
        {"payment_key": "demo:1", "amount": 1} | ORDER,
        NEGATIVE | {"bad_installments": [{"installments": 0}]},
    ),
    "refunds": (
        {"refund_key": "demo:1", "refunded_at": NOON} | MONEY,
        NO_CURRENCY
        | NEGATIVE
        | {
            "bad_quantity": [{"quantity": 0}],
            "in_the_future": [{"refunded_at": FUTURE}],
            "rejected_order": [{"order_key": "demo:rejected"}],
        },
    ),
    "events": (
        {"event_key": "demo:1", "event_at": NOON, "event_name": "login", "device_id": "demo:d1"},
        {
            "unidentified": [{"device_id": None}],
            "in_the_future": [{"event_at": FUTURE}],
            "test_customer": [{"anonymous_id": "demo:test-cookie"}],
        },
    ),
    "ad_spend": (
        {"date_day": "2024-01-01", "platform": "google", "campaign_key": "demo:1"}
        | {"ad_key": "demo:1", "spend": 1, "currency_code": "EUR"},
        NO_CURRENCY
        | {
            "bad_count": [{"impressions": -1}, {"clicks": -1}, {"conversions": -1}],
            "negative_amount": [{"conversions_value": -1}],
            "in_the_future": [{"date_day": "2024-02-03"}],
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
        },
    ),
    "messages": (
        {"message_key": "demo:1", "campaign_key": "demo:c1", "experiment_arm": "offer"}
        | {"assigned_at": NOON}
        | CUSTOMER,
        {
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
        },
    ),
    "promotions": (
        {"promotion_code": "demo:TEN", "value": 10},
        {
            "negative_amount": [{"value": -1}, {"minimum_order": -1}],
        },
    ),
    "loyalty_transactions": (
        {"loyalty_key": "demo:1", "transacted_at": NOON, "points": 1, "transaction_type": "earn"}
        | CUSTOMER,
        {
            "unknown_transaction_type": [{"transaction_type": "gift"}],
            "bad_points": [{"points": 0}, {"points": -1}],
            "in_the_future": [{"transacted_at": FUTURE}],
        },
    ),
    "subscriptions": (
        {"subscription_key": "demo:1", "plan": "basic", "started_at": NOON}
        | {"monthly_amount": 1, "currency_code": "EUR"}
        | CUSTOMER,
        NO_CURRENCY
        | {
            "negative_amount": [{"monthly_amount": -1}],
            "impossible_times": [{"started_at": LATER, "ended_at": NOON}],
        },
    ),
    "leads": (
        {"lead_key": "demo:1", "created_at": NOON},
        {
            "negative_amount": [{"value": -1}],
            "unknown_currency": [{"currency_code": "euro"}, {"value": 1}],
            "in_the_future": [{"created_at": FUTURE}],
        },
    ),
    "opportunities": (
        {"opportunity_key": "demo:1", "stage": "offer", "entered_at": NOON, "lead_key": "demo:l1"},
        NEGATIVE | {"in_the_future": [{"entered_at": FUTURE}]},
    ),
    "interactions": (
        {"interaction_key": "demo:1", "interaction_type": "call", "happened_at": NOON} | CUSTOMER,
        {
            "unknown_interaction_type": [{"interaction_type": "fax"}],
            "in_the_future": [{"happened_at": FUTURE}],
            "bad_duration": [{"duration_seconds": -1}],
        },
    ),
    "support_tickets": (
        {"ticket_key": "demo:1", "opened_at": NOON},
        {
            "impossible_times": [
                {"opened_at": LATER, "first_reply_at": NOON},
                {"opened_at": LATER, "resolved_at": NOON},
            ],
            "in_the_future": [{"opened_at": FUTURE}],
        },
    ),
    "reviews": (
        {"review_key": "demo:1", "rating": 5, "reviewed_at": NOON},
        {
            "bad_rating": [{"rating": 0}, {"rating": 6}],
            "in_the_future": [{"reviewed_at": FUTURE}],
        },
    ),
    "survey_responses": (
        {"response_key": "demo:1", "survey": "delivery", "question_type": "nps", "score": 0}
        | {"answered_at": NOON},
        {
            "in_the_future": [{"answered_at": FUTURE}],
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
        {
            "unknown_purpose": [{"purpose": "fun"}],
            "in_the_future": [{"granted_at": FUTURE}],
        },
    ),
    "referrals": (
        {"referral_key": "demo:1", "referrer_source_customer_key": "demo:anna"}
        | {"referred_source_customer_key": "demo:bert", "referred_at": NOON},
        {
            "self_referral": [{"referred_source_customer_key": "demo:anna"}],
            "in_the_future": [{"referred_at": FUTURE}],
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
def judged(warehouse, judged_rows):
    """Return a function that judges one row of an entity."""
    for name, rows in PARENTS.items():
        warehouse.declare(name)
        warehouse.fill(name, rows)
    for entity in CASES:
        # text columns, so that a test can also stage values that cannot be cast
        columns = warehouse.contract(f"input_{entity}")
        warehouse.declare(f"stg_demo__{entity}", **dict.fromkeys(columns, "varchar"))

    def run(entity, row):
        warehouse.fill("stg_demo__orders", [REJECTED_ORDER])
        warehouse.fill(f"stg_demo__{entity}", [{"source_name": "demo", "loaded_at": LOADED} | row])
        return warehouse.fetch(judged_rows[entity])

    return run


@pytest.fixture
def judge(judged):
    """Return a function that gives the rejection reasons of a row; None is a row that passes."""
    return lambda entity, row: [row["rejection_reason"] for row in judged(entity, row)]


def test_every_entity_and_every_rule_has_a_case():
    text = (ROOT / "macros/input/rejection_rules.sql").read_text(encoding="utf-8")
    blocks = re.split(r"entity == '(\w+)'", text)[1:]
    rules = {
        entity: set(re.findall(r"then '(\w+)'", block))
        for entity, block in zip(blocks[::2], blocks[1::2], strict=True)
    }
    cases = {entity: set(breaks) for entity, (_, breaks) in CASES.items()}
    assert rules == {entity: breaks for entity, breaks in cases.items() if breaks}


# for each entity: the columns that name a row of another entity; ! is a required one
REFERENCES = [
    (entity, name.rstrip("!"), name.endswith("!"))
    for entity, names in {
        "customer_contacts": "source_customer_key!",
        "orders": "source_customer_key",
        "order_items": "order_key! product_key",
        "payments": "order_key!",
        "refunds": "order_key source_customer_key product_key",
        "events": "source_customer_key order_key product_key",
        "messages": "source_customer_key campaign_key",
        "loyalty_transactions": "source_customer_key order_key",
        "subscriptions": "source_customer_key",
        "leads": "source_customer_key",
        "opportunities": "lead_key source_customer_key",
        "interactions": "source_customer_key",
        "support_tickets": "source_customer_key",
        "reviews": "source_customer_key order_key product_key",
        "survey_responses": "source_customer_key",
        "consents": "source_customer_key!",
        "referrals": "referrer_source_customer_key! referred_source_customer_key!",
    }.items()
    for name in names.split()
]


def test_every_reference_has_a_case(warehouse):
    parents = ("customer_key", "order_key", "product_key", "campaign_key", "lead_key")
    # the campaign of ads is not in campaigns: platforms know it alone
    own = {"products": "product_key", "orders": "order_key", "leads": "lead_key"}
    own |= {"customers": "source_customer_key", "campaigns": "campaign_key"}
    own |= {"ad_spend": "campaign_key"}
    assert sorted((entity, name) for entity, name, _ in REFERENCES) == sorted(
        (entity, name)
        for entity in CASES
        for name in warehouse.contract(f"input_{entity}")
        if name.endswith(parents) and own.get(entity) != name
    )


@pytest.mark.parametrize(("entity", "name", "is_required"), REFERENCES)
def test_a_reference_that_leads_nowhere_is_none_or_rejects_the_row(
    judged, entity, name, is_required
):
    (row,) = judged(entity, CASES[entity][0] | {name: "demo:none"})
    if is_required:
        assert row["rejection_reason"] in ("orphan_customer", "orphan_order")
    else:
        assert (row["rejection_reason"], row[name]) == (None, None)


@pytest.mark.parametrize(
    ("entity", "name"), [one[:2] for one in REFERENCES if one[1].endswith("customer_key")]
)
def test_rows_of_test_people_are_rejected(judge, entity, name):
    assert judge(entity, CASES[entity][0] | {name: "demo:tester"}) == ["test_customer"]


@pytest.mark.parametrize(
    ("entity", "name"), [one[:2] for one in REFERENCES if one[1] == "order_key"]
)
def test_rows_of_test_orders_are_rejected(judge, entity, name):
    assert judge(entity, CASES[entity][0] | {name: "demo:test-order"}) == ["test_order"]


def test_account_0_may_be_linked_and_other_ids_of_0_are_none(judge, warehouse):
    warehouse.fill("input_customers", [{"source_customer_key": "demo:0"}])
    link = CASES["identities"][0] | {"left_id": "demo:0"}
    assert judge("identities", link) == [None]
    assert judge("identities", link | {"left_type": "anonymous"}) == ["placeholder_id"]


@pytest.mark.parametrize("entity", ["orders", "events"])
def test_the_cookie_of_an_unknown_account(judged, entity):
    good = CASES[entity][0]
    row = good | {"source_customer_key": "demo:erased", "anonymous_id": "demo:cookie"}
    row |= {"email_hash": "ab12"} if entity == "orders" else {}
    # the order of an erased person is no other person's; a visit remains that of its cookie
    expected = None if entity == "orders" else "demo:cookie"
    (row,) = judged(entity, row)
    assert (row["anonymous_id"], row.get("email_hash")) == (expected, None)


def test_visits_of_an_unknown_account_without_a_cookie_are_those_of_one_visitor(judged):
    row = CASES["events"][0] | {"source_customer_key": "demo:erased", "device_id": None}
    (event,) = judged("events", row)
    assert (event["source_customer_key"], event["anonymous_id"]) == (None, "demo:erased")
    assert event["rejection_reason"] is None


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


def test_the_list_of_entities_is_that_of_the_models():
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    # tables of the input layer that are no entities
    others = {"rejected_rows", "amounts", "orphans", "test_ids", "marketing_objections"}
    models = {file.stem.removeprefix("input_") for file in (ROOT / "models/input").glob("*.sql")}
    assert set(project["vars"]["entities"]) == models - others == set(CASES)
