"""Sessions and events: which lead to orders, which customers are known, and what is viewed."""

import numpy as np
import pandas as pd
import pytest

from growthmart.simulate import simulate


@pytest.fixture(scope="module")
def sessions(demo):
    return demo["truth/sessions"].to_pandas()


@pytest.fixture(scope="module")
def events(kept):
    return kept["events"]


@pytest.fixture(scope="module")
def orders(demo):
    """All orders that were made online, also those that the dirt rules reject."""
    orders = demo["orders"].to_pandas().dropna(subset=["id", "ordered_at"]).drop_duplicates("id")
    made = orders[orders["id"].isin(demo["truth/orders"]["id"].to_pylist())]
    return made[made["sales_channel"].isin(["web", "app"])].set_index("id")


@pytest.mark.parametrize("seed", [21, 22, 23])
def test_rates_of_demo_size(seed):
    tables = simulate(5_000, 730, seed)
    sessions = tables["truth/sessions"].to_pandas()
    orders, refunds = tables["truth/orders"].to_pandas(), tables["truth/refunds"]
    sold = tables["orders"].to_pandas().drop_duplicates("id")
    sold = sold[(sold["status"] != "cancelled") & sold["id"].isin(orders["id"])]
    assert 0.01 <= sessions["order_id"].notna().mean() <= 0.04
    assert 0.25 <= (sold.groupby("customer_id").size() > 1).mean() <= 0.45
    assert 0.03 <= refunds.num_rows / len(orders) <= 0.08
    assert 16 <= len(sessions) / 5_000 / 2 <= 24
    assert 2.5 <= tables["events"].num_rows / len(sessions) <= 3.5
    assert 0.01 <= orders["is_induced"].mean() <= 0.04


def test_every_online_order_ends_its_own_session(demo, sessions, orders):
    bought = sessions.dropna(subset=["order_id"]).set_index("order_id")
    assert bought.index.is_unique
    assert set(bought.index) == set(orders.index)
    events = demo["events"].to_pandas().dropna(subset=["occurred_at"])
    events = events[events["session_hint"].isin(bought["id"])].drop_duplicates("id")
    purchases = events[(events["name"] == "purchase") & events["order_id"].isin(orders.index)]
    purchases = purchases.drop_duplicates("order_id").set_index("order_id")
    assert set(purchases.index) == set(orders.index)
    assert (purchases["occurred_at"] == orders["ordered_at"].reindex(purchases.index)).all()
    assert (purchases["session_hint"] == bought["id"].reindex(purchases.index)).all()
    for column in ("anonymous_id", "customer_id"):
        own = orders[column].reindex(purchases.index)
        known = own.str.fullmatch("[AC]0.*")
        assert (purchases[column] == own)[known.fillna(False).astype(bool)].all()


def test_an_order_has_the_tags_of_its_session(events, sessions, orders):
    landing = events.dropna(subset=["utm_source"]).drop_duplicates("session_hint")
    tags = landing.set_index("session_hint")[["utm_source", "utm_medium", "utm_campaign"]]
    bought = sessions.dropna(subset=["order_id"]).set_index("order_id")["id"]
    tagged = bought[bought.isin(tags.index)]
    assert len(tagged) > 500
    own = orders.loc[tagged.index, tags.columns]
    assert (tags.loc[tagged].to_numpy() == own.to_numpy()).all()
    hinted = events.groupby("session_hint").size().index
    untagged = bought[bought.isin(hinted) & ~bought.isin(tags.index)]
    # A landing event is rejected only with all events of a test customer.
    assert orders.loc[untagged.index, "utm_source"].isna().mean() > 0.99


def test_the_funnel_narrows_in_order(events):
    counts = events.groupby("name")["session_hint"].nunique()
    funnel = counts[["page_view", "view_item", "add_to_cart", "begin_checkout", "purchase"]]
    assert (np.diff(funnel.to_numpy()) < 0).all()
    walked = events[events["name"].isin(funnel.index)].drop_duplicates(["session_hint", "name"])
    first = walked.pivot(index="session_hint", columns="name", values="occurred_at")
    bought = first.dropna(subset=["purchase"])
    assert (bought["view_item"] <= bought["add_to_cart"]).mean() > 0.99
    assert (bought["add_to_cart"] <= bought["begin_checkout"]).mean() > 0.99
    assert (bought["begin_checkout"] <= bought["purchase"]).mean() > 0.99


def test_what_is_bought_was_viewed_and_carted(events, kept):
    bought = events.dropna(subset=["order_id"])[["session_hint", "order_id"]]
    lines = kept["order_items"].merge(bought, on="order_id")
    lines = pd.MultiIndex.from_frame(lines[["session_hint", "product_id"]])
    for name in ("view_item", "add_to_cart"):
        seen = events[events["name"] == name]
        seen = pd.MultiIndex.from_frame(seen[["session_hint", "product_id"]])
        assert lines.isin(seen).mean() > 0.97


def test_customers_are_known_only_once_they_signed_up(events, kept):
    created = kept["customers"].set_index("id")["created_at"]
    known = events.dropna(subset=["customer_id"])
    assert (known["occurred_at"] >= known["customer_id"].map(created)).all()
    signups = known[known["name"] == "sign_up"].drop_duplicates(["customer_id", "occurred_at"])
    assert (signups["occurred_at"] == signups["customer_id"].map(created)).all()
    assert signups["customer_id"].is_unique
    assert 0.1 < events["customer_id"].notna().mean() < 0.5


def test_cookies_and_devices_are_the_persons_own(demo, events):
    links = demo["identities"].to_pandas()
    pairs = pd.MultiIndex.from_frame(links[["left_id", "right_id"]])
    known = events.dropna(subset=["customer_id"])
    for column in ("anonymous_id", "device_id"):
        used = pd.MultiIndex.from_frame(known[["customer_id", column]])
        assert used.isin(pairs).all()
    types = events.groupby("device_id")["device_type"].nunique()
    assert types.max() == 1
    assert 0.2 < (~events["anonymous_id"].isin(links["right_id"])).mean() < 0.6


def test_the_first_visit_comes_by_the_origin(demo, sessions):
    origin = demo["truth/customers"].to_pandas().set_index("id")["origin_channel"]
    first = sessions.sort_values("started_at", kind="stable").drop_duplicates("customer_id")
    first = first.dropna(subset=["customer_id"]).set_index("customer_id")
    by_web = origin[origin != "store"]
    agree = first["channel"].reindex(by_web.index) == by_web
    assert agree.mean() > 0.99
    claimed = demo["customers"].to_pandas().drop_duplicates("id").set_index("id")
    claimed = claimed["signup_channel"].reindex(origin.index)
    assert 0.85 < (claimed == origin).mean() < 0.97


def test_views_follow_taste_and_launches(demo, events, sessions):
    truth = demo["truth/customers"].to_pandas().set_index("id")
    products = demo["truth/products"].to_pandas().set_index("id")
    taste = [f"taste_{axis}" for axis in range(1, 9)]
    views = events[(events["name"] == "view_item") & events["customer_id"].notna()]
    person = demo["truth/accounts"].to_pandas().set_index("id")["person_id"]
    views = views[views["product_id"].notna()]
    liking = truth.loc[views["customer_id"].map(person), taste].to_numpy()
    match = (liking * products.loc[views["product_id"], taste].to_numpy()).sum(axis=1)
    assert match.mean() / np.sqrt(8) > 0.2
    available = demo["products"].to_pandas().dropna(subset=["id"]).drop_duplicates("id")
    available = available.set_index("id")["available_from"].astype("datetime64[us]")
    assert (views["occurred_at"] >= views["product_id"].map(available)).all()


def test_events_come_late_and_twice(demo, events):
    wait = events["received_at"] - events["occurred_at"]
    assert 0.007 < (wait > pd.Timedelta(hours=2)).mean() < 0.013
    assert wait.max() <= pd.Timedelta(days=7, hours=2)
    raw = demo["events"].to_pandas().dropna(subset=["id"]).drop_duplicates()
    assert 0.018 < raw.duplicated("id").mean() < 0.022
