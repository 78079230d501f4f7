"""The truth about dirt equals a recount that does not know how it was planted."""

import pandas as pd
import pytest

from growthmart.simulate import simulate
from growthmart.simulate.base.parameters import FROZEN

from .recount import KEYS, REQUIRED, assert_truth, truth
from .recount_marketing import RULES


@pytest.mark.parametrize(
    ("customers", "days", "seed"), [(300, 120, 1), (100, 1, 2), (100, 30, 3), (2_000, 400, 4)]
)
def test_counts_equal_a_recount(customers, days, seed):
    assert_truth(simulate(customers, days, seed))


def test_counts_equal_a_recount_at_demo_size(demo):
    dirt = assert_truth(demo).dirt
    assert dirt["customers", "test", None] == 50
    assert dirt["customers", "superseded", None] == 25
    assert dirt["products", "negative_price", None] == 10


def broken_rules(tables):
    """Return the pairs of entity and rule with the least number of rows."""
    dirt = truth(tables).dirt
    assert min(dirt.values()) >= 1
    return {(entity, rule) for entity, rule, _ in dirt if not rule.startswith("test")}


def expected_rules(own):
    """Return the pairs of entity and rule, with the rules of every entity."""
    every = {entity: ["missing_required", "superseded"] for entity in REQUIRED}
    every["exchange_rates"] = []
    return {(entity, rule) for entity in own for rule in [*every[entity], *own[entity].split()]}


def test_every_rule_is_broken_in_a_small_world():
    own = {
        "customers": "",
        "contacts": "orphan_customer",
        "identities": "unknown_type orphan_customer",
        "products": "negative_price unknown_currency",
        "orders": "unknown_status unknown_currency unknown_sales_channel in_the_future "
        "negative_amount orphan_customer",
        "order_items": "negative_price bad_quantity out_of_range orphan_order orphan_product",
        "refunds": "negative_amount bad_quantity unknown_currency orphan_order orphan_customer "
        "orphan_product",
        "exchange_rates": "unknown_currency rate_not_positive not_first_of_month",
        **RULES,
    }
    tables = simulate(100, 30, 13)
    assert {key for key in broken_rules(tables) if key[0] in own} == expected_rules(own)
    dirt = truth(tables).dirt
    assert {"customers", "orders"} <= {entity for entity, rule, _ in dirt if rule == "test"}


def test_every_rule_of_customer_relations_is_broken_at_demo_size(demo):
    own = {
        "payments": "negative_amount bad_installments orphan_order",
        "loyalty_transactions": "unknown_transaction_type bad_points orphan_customer orphan_order",
        "subscriptions": "negative_amount unknown_currency impossible_times orphan_customer",
        "leads": "negative_amount unknown_currency early_stage orphan_customer",
        "opportunities": "negative_amount orphan_lead orphan_customer",
        "interactions": "unknown_interaction_type bad_duration orphan_customer",
        "support_tickets": "impossible_times orphan_customer",
        "reviews": "bad_rating orphan_customer orphan_order orphan_product",
        "survey_responses": "unknown_question_type bad_score orphan_customer",
        "consents": "unknown_purpose early_withdrawal orphan_customer",
        "referrals": "self_referral orphan_customer",
    }
    assert {key for key in broken_rules(demo) if key[0] in own} == expected_rules(own)


def test_kept_rows_are_sound(kept):
    for entity, key in KEYS.items():
        assert not kept[entity].duplicated(key).any()
        assert kept[entity][REQUIRED[entity]].notna().all(axis=None)
    # an order whose customer is unknown was planted without lines
    of_unknown = len(kept["orders"]) - kept["order_items"]["order_id"].nunique()
    assert set(kept["order_items"]["order_id"]) < set(kept["orders"]["id"])
    assert of_unknown == round(len(kept["orders"]) * FROZEN.dirt_share)
    paid = kept["refunds"][kept["refunds"]["amount"] > 0]
    assert (
        paid["order_id"].notna() | (paid["customer_id"].notna() & paid["product_id"].notna())
    ).all()


def test_refunds_without_order_match_by_customer_and_product(kept):
    bought = kept["order_items"].merge(kept["orders"], left_on="order_id", right_on="id")
    pairs = pd.MultiIndex.from_frame(bought[["customer_id", "product_id"]])
    refunds = kept["refunds"]
    loose = refunds[refunds["order_id"].isna() & (refunds["amount"] > 0)]
    assert len(loose) > 0
    assert pd.MultiIndex.from_frame(loose[["customer_id", "product_id"]]).isin(pairs).all()


def test_refunds_never_exceed_their_line(kept):
    lines = kept["order_items"].set_index(["order_id", "product_id"])
    net = lines["quantity"] * lines["unit_price"] - lines["discount"]
    net = net.groupby(level=[0, 1]).max()
    refunds = kept["refunds"].dropna(subset=["order_id", "product_id"])
    refunds = refunds[refunds["amount"] > 0]
    line_net = net.reindex(pd.MultiIndex.from_frame(refunds[["order_id", "product_id"]]))
    assert (refunds["amount"].to_numpy() <= line_net.to_numpy()).all()
    assert (refunds["quantity"] >= 1).all()
