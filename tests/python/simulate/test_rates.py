"""The figures that the design requires of a world of demo size."""

import hashlib

import numpy as np
import pytest

from growthmart.simulate.base.parameters import FROZEN


def test_repeat_rate(kept):
    orders = kept["orders"]
    sold = orders[(orders["status"] != "cancelled") & orders["customer_id"].notna()]
    per_buyer = sold.groupby("customer_id").size()
    assert 0.25 <= (per_buyer > 1).mean() <= 0.45
    assert 0.2 <= len(per_buyer) / len(kept["customers"]) <= 0.26


def test_order_shares(demo, kept):
    orders, refunds = kept["orders"], kept["refunds"]
    assert 0.03 <= len(refunds) / len(orders) <= 0.08
    assert 0.02 <= (orders["status"] == "cancelled").mean() <= 0.04
    truth = demo["truth/orders"].to_pandas().set_index("id")["is_anonymous"]
    guests = orders["customer_id"].isna() & ~orders["id"].map(truth).fillna(True).astype(bool)
    assert 0.04 <= guests.mean() <= 0.08
    assert orders.loc[guests, ["anonymous_id", "email_hash"]].notna().any(axis=1).all()
    assert set(orders["currency"]) == {"EUR", "GBP", "USD"}
    assert 0.07 <= refunds["order_id"].isna().mean() <= 0.23
    named = refunds[refunds["order_id"].notna() & (refunds["amount"] > 0)]
    assert 0.03 <= named["product_id"].isna().mean() <= 0.17
    assert (named["product_id"].isna() == named["quantity"].isna()).all()


def test_hidden_traits_have_the_frozen_means(demo):
    people = demo["truth/customers"].to_pandas()
    assert people["is_buyer"].mean() == pytest.approx(FROZEN.buyer_share, abs=0.02)
    assert people["purchase_rate"].mean() == pytest.approx(0.55 / 10.6, rel=0.08)
    assert people["dropout_rate"].mean() == pytest.approx(0.61 / 11.7, rel=0.08)
    assert people["spend_mean"].mean() == pytest.approx(6.25 * 15.44 / 2.74, rel=0.08)


def test_november_sells_more_than_may(demo):
    month = demo["orders"].to_pandas()["ordered_at"].dropna().dt.month
    sign = np.cos(2 * np.pi * (month - 11) / 12)
    assert sign.mean() > 0.02


def test_popularity_and_taste_show_in_what_is_bought(demo, kept):
    lines = kept["order_items"]
    products = demo["truth/products"].to_pandas().set_index("id")
    sold = lines.groupby("product_id").size().reindex(products.index, fill_value=0)
    assert np.corrcoef(np.exp(products["popularity"]), sold)[0, 1] > 0.5

    buyers = demo["truth/orders"].to_pandas().set_index("id")["customer_id"]
    people = demo["truth/customers"].to_pandas().set_index("id")
    taste = [f"taste_{axis}" for axis in range(1, 9)]
    lines = lines[lines["product_id"].notna() & lines["order_id"].map(buyers).isin(people.index)]
    liking = people.loc[lines["order_id"].map(buyers), taste].to_numpy()
    match = (liking * products.loc[lines["product_id"], taste].to_numpy()).sum(axis=1)
    assert match.mean() / np.sqrt(8) > 0.5


def test_contacts_are_fictional_and_hashes_fit(demo, kept):
    contacts = kept["contacts"]
    email, phone = contacts["email"].dropna(), contacts["phone"].dropna()
    assert email.str.lower().str.fullmatch(r"[a-z]+\.[a-z]+\.\d+@example\.(com|org|net)").all()
    person = contacts["customer_id"].map(
        demo["truth/accounts"].to_pandas().set_index("id")["person_id"]
    )
    for ids in (email.str.lower(), phone):
        assert person[ids.index].groupby(ids).nunique().max() == 1
    is_record = contacts["customer_id"].str.startswith("CG")
    assert email[~is_record].str.lower().is_unique
    assert phone.str.fullmatch(r"\+999\d{9}").all()
    identities = kept["identities"]
    hashed = set(identities["right_id"][identities["right_type"] == "email_hash"])
    assert {hashlib.sha256(text.lower().encode()).hexdigest() for text in email} <= hashed
    types = {"device", "anonymous", "email_hash", "phone_hash", "loyalty"}
    assert set(identities["right_type"]) == types


def test_half_of_the_guests_are_known_by_their_cookie(demo, kept):
    orders = kept["orders"][~kept["orders"]["id"].str.startswith("OG")]
    truth = demo["truth/orders"].to_pandas().set_index("id")["is_anonymous"]
    orders = orders[~orders["id"].map(truth).fillna(True).astype(bool)]
    guests = orders[orders["customer_id"].isna()]
    linked = guests["anonymous_id"].isin(demo["identities"]["right_id"].to_pylist()).mean()
    assert 0.3 <= linked <= 0.7
