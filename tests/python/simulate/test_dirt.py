"""The truth about dirt equals a recount that does not know how it was planted."""

import pandas as pd
import pytest

from growthmart.simulate import simulate

from .recount import KEYS, REQUIRED, recount, truth
from .recount_marketing import RULES


@pytest.mark.parametrize(
    ("customers", "days", "seed"), [(300, 120, 1), (100, 1, 2), (100, 30, 3), (2_000, 400, 4)]
)
def test_counts_equal_a_recount(customers, days, seed):
    tables = simulate(customers, days, seed)
    rejected, collapsed, _ = recount(tables)
    assert (rejected, {k: v for k, v in collapsed.items() if v}) == truth(tables)


def test_counts_equal_a_recount_at_demo_size(demo):
    rejected, collapsed, _ = recount(demo)
    assert (rejected, collapsed) == truth(demo)
    assert rejected["customers", "test"] == 50
    assert rejected["customers", "duplicate_key"] == 25
    assert rejected["products", "negative_price"] == 10


def test_every_rule_is_broken_in_a_small_world():
    counts, _ = truth(simulate(100, 30, 13))
    missing = {entity: ["missing_required", "duplicate_key"] for entity in REQUIRED}
    missing["exchange_rates"] = []
    own = {
        "customers": "test",
        "contacts": "orphan_customer",
        "identities": "unknown_type orphan_customer",
        "products": "negative_price unknown_currency",
        "orders": "test unknown_status unknown_currency unknown_sales_channel in_the_future "
        "negative_amount orphan_customer",
        "order_items": "negative_price bad_quantity amount_out_of_range orphan_order "
        "orphan_product",
        "refunds": "negative_amount bad_quantity unknown_currency orphan_order orphan_customer "
        "orphan_product",
        "exchange_rates": "unknown_currency rate_not_positive not_first_of_month",
        **RULES,
    }
    expected = {
        (entity, rule) for entity in own for rule in [*missing[entity], *own[entity].split()]
    }
    broken = {(entity, rule) for entity, rule in counts if entity in own}
    assert broken - {("orders", "test_customer")} == expected
    assert min(counts.values()) >= 1


def test_every_rule_of_customer_relations_is_broken_at_demo_size(demo):
    own = {
        "payments": "negative_amount bad_installments orphan_order",
        "loyalty_transactions": "unknown_transaction_type bad_points orphan_customer orphan_order",
        "subscriptions": "negative_amount unknown_currency impossible_times orphan_customer",
        "leads": "negative_amount unknown_currency impossible_times orphan_customer",
        "opportunities": "negative_amount orphan_lead orphan_customer",
        "interactions": "unknown_interaction_type bad_duration orphan_customer",
        "support_tickets": "impossible_times orphan_customer",
        "reviews": "bad_rating orphan_customer orphan_order orphan_product",
        "survey_responses": "unknown_question_type bad_score orphan_customer",
        "consents": "unknown_purpose impossible_times orphan_customer",
        "referrals": "self_referral orphan_customer",
    }
    expected = {
        (entity, rule)
        for entity, rules in own.items()
        for rule in ["missing_required", "duplicate_key", *rules.split()]
    }
    assert {key for key in truth(demo)[0] if key[0] in own} == expected


def test_kept_rows_are_sound(kept):
    for entity, key in KEYS.items():
        assert not kept[entity].duplicated(key).any()
        assert kept[entity][REQUIRED[entity]].notna().all(axis=None)
    assert set(kept["order_items"]["order_id"]) == set(kept["orders"]["id"])
    refunds = kept["refunds"]
    assert (
        refunds["order_id"].notna()
        | (refunds["customer_id"].notna() & refunds["product_id"].notna())
    ).all()


def test_refunds_without_order_match_by_customer_and_product(kept):
    bought = kept["order_items"].merge(kept["orders"], left_on="order_id", right_on="id")
    pairs = pd.MultiIndex.from_frame(bought[["customer_id", "product_id"]])
    refunds = kept["refunds"]
    loose = refunds[refunds["order_id"].isna()]
    assert len(loose) > 0
    assert pd.MultiIndex.from_frame(loose[["customer_id", "product_id"]]).isin(pairs).all()


def test_refunds_never_exceed_their_line(kept):
    lines = kept["order_items"].set_index(["order_id", "product_id"])
    net = lines["quantity"] * lines["unit_price"] - lines["discount"]
    net = net.groupby(level=[0, 1]).max()
    refunds = kept["refunds"].dropna(subset=["order_id", "product_id"])
    line_net = net.reindex(pd.MultiIndex.from_frame(refunds[["order_id", "product_id"]]))
    assert (refunds["amount"].to_numpy() <= line_net.to_numpy()).all()
    assert (refunds["quantity"] >= 1).all()
