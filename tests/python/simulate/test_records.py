"""Records that differ from people: several accounts, guests, subscribers, erased people, words for
no one, and people who say no in a message only."""

import hashlib
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growthmart.simulate import simulate
from growthmart.simulate.records.parameters import RECORDS

from .recount import NO_ONE, assert_truth, stands_for_no_one

HOUR = pd.Timedelta(hours=1)


@pytest.fixture(scope="module")
def raw(demo):
    """The raw tables as data frames, without rows that repeat an id."""
    frames = {path: table.to_pandas() for path, table in demo.items()}
    return {
        path: rows.drop_duplicates("id") if "id" in rows else rows for path, rows in frames.items()
    }


@pytest.fixture(scope="module")
def accounts(raw):
    return raw["truth/accounts"].set_index("id")


@pytest.fixture(scope="module")
def second(accounts):
    """The second accounts with the first account of their person."""
    return accounts[accounts["kind"] == "second_account"]


@pytest.fixture(scope="module")
def guests(raw):
    """The orders of people without an account, with their person."""
    orders = raw["orders"].merge(raw["truth/orders"], on="id", suffixes=("", "_truth"))
    return orders[orders["customer_id_truth"].str.startswith("G")]


@pytest.fixture(scope="module")
def erased(accounts):
    return set(accounts.index[accounts["kind"] == "erased_account"])


def rights(raw, account, kind):
    links = raw["identities"]
    links = links[(links["left_id"] == account) & (links["right_type"] == kind)]
    return set(links["right_id"])


# -- several accounts of one person


def test_two_accounts_share_what_the_truth_says_and_not_the_address(raw, second):
    assert len(second) == 50
    assert set(second["link"]) == {"phone_hash", "loyalty", "device"}
    for account, row in second.iterrows():
        shared = {
            kind
            for kind in ("email_hash", "phone_hash", "loyalty", "device")
            if rights(raw, account, kind) & rights(raw, row["person_id"], kind)
        }
        assert "email_hash" not in shared
        assert rights(raw, account, "email_hash")
        assert shared - {"device"} == {row["link"]} - {"device"}
        assert row["link"] in shared
    contacts = raw["contacts"].drop_duplicates("customer_id").set_index("customer_id")
    emails = contacts.loc[second.index, "email"]
    assert not emails.isin(contacts.loc[second["person_id"], "email"]).any()
    hashed = emails.map(lambda email: hashlib.sha256(email.encode()).hexdigest())
    assert hashed.isin(raw["identities"]["right_id"]).all()


def test_what_is_done_belongs_to_the_account_of_the_time(raw, second):
    opened = raw["customers"].set_index("id")["created_at"].reindex(second.index)
    of_person = dict(zip(second["person_id"], opened, strict=True))
    for entity, moment in (("orders", "ordered_at"), ("events", "occurred_at")):
        rows = raw[entity].dropna(subset=[moment])
        new = rows[rows["customer_id"].isin(second.index)]
        assert (new[moment] >= new["customer_id"].map(opened)).all()
        old = rows[rows["customer_id"].isin(of_person)]
        # a visit that began before stays with the old account
        assert (old[moment] < old["customer_id"].map(of_person) + HOUR).all()
        both = set(new["customer_id"].map(second["person_id"])) & set(old["customer_id"])
        assert len(both) >= 10
    account = raw["orders"].set_index("id")["customer_id"]
    for entity in ("refunds", "reviews"):
        rows = raw[entity].dropna(subset=["order_id", "customer_id"])
        rows = rows[rows["customer_id"].isin([*second.index, *second["person_id"]])]
        assert len(rows) > 0
        assert (rows["customer_id"] == rows["order_id"].map(account)).all()


# -- guests


def test_guest_orders_of_account_holders_have_the_hash_of_the_account(raw, accounts):
    orders = raw["orders"].merge(raw["truth/orders"], on="id", suffixes=("", "_truth"))
    names_no_one = orders["customer_id"].isna() | stands_for_no_one(orders["customer_id"])
    ours = orders[names_no_one & orders["customer_id_truth"].isin(accounts.index)]
    hashed = orders[orders["customer_id_truth"].isin(accounts.index) & orders["email_hash"].notna()]
    assert 0.4 < len(hashed) / len(ours) < 0.8
    links = raw["identities"][["left_id", "right_id"]].apply(tuple, axis=1)
    assert hashed[["customer_id_truth", "email_hash"]].apply(tuple, axis=1).isin(set(links)).all()
    assert hashed["customer_id"].isna().sum() > len(hashed) / 2
    assert stands_for_no_one(hashed["customer_id"].dropna()).all()


def test_guests_without_an_account_are_known_by_one_address(raw, guests):
    without_record = guests[~guests["customer_id"].fillna("").str.startswith("CG")]
    hashed = without_record.dropna(subset=["email_hash"])
    assert not hashed["email_hash"].isin(raw["identities"]["right_id"]).any()
    assert hashed.groupby("email_hash")["customer_id_truth"].nunique().max() == 1
    assert hashed.groupby("customer_id_truth")["email_hash"].nunique().max() == 1
    orders = hashed.groupby("customer_id_truth").size()
    assert (orders == 1).sum() >= 5
    assert orders[orders > 1].between(2, 4).all()
    assert (orders > 1).sum() == 15
    named = without_record["customer_id"].dropna()
    assert len(named) > 0
    assert stands_for_no_one(named).all()


def test_a_guest_record_has_one_order_and_no_login(raw, guests, accounts):
    records = accounts[accounts["kind"] == "guest_record"]
    sizes = records.groupby("person_id").size()
    assert len(sizes) == 10
    assert sizes.between(3, 8).all()
    own = guests[guests["customer_id"].isin(records.index)].set_index("customer_id")
    assert set(own.index) == set(records.index)
    assert own.index.is_unique
    assert (own["customer_id_truth"] == records["person_id"].reindex(own.index)).all()
    created = raw["customers"].set_index("id")["created_at"].reindex(own.index)
    assert (created == own["ordered_at"]).all()
    assert not raw["events"]["customer_id"].isin(records.index).any()
    links = raw["identities"]
    links = links[links["left_id"].isin(records.index)]
    assert set(links["right_type"]) == {"email_hash"}
    assert links["left_id"].is_unique
    person = links["left_id"].map(records["person_id"])
    assert links["right_id"].groupby(person).nunique().eq(1).all()
    assert person.groupby(links["right_id"]).nunique().eq(1).all()


def test_guests_pay_and_visit(raw, guests):
    assert set(guests["id"]) <= set(raw["order_items"]["order_id"])
    assert set(guests["id"][guests["status"] != "placed"]) <= set(raw["payments"]["order_id"])
    sessions = raw["truth/sessions"].dropna(subset=["order_id"]).set_index("order_id")
    assert (
        sessions.loc[guests["id"], "customer_id"].to_numpy() == guests["customer_id_truth"]
    ).all()


# -- subscribers


def test_subscribers_have_an_address_and_a_cookie_and_nothing_else(raw):
    subscribers = raw["truth/subscribers"]
    assert len(subscribers) == 50
    assert subscribers["email_hash"].is_unique
    links = raw["identities"]
    of_address = links[links["left_id"].isin(subscribers["email_hash"])]
    assert (of_address["right_type"] == "anonymous").all()
    pairs = [tuple(pair) for pair in subscribers[["email_hash", "anonymous_id"]].to_numpy()]
    assert sorted(of_address[["left_id", "right_id"]].apply(tuple, axis=1)) == sorted(pairs)
    assert not links["right_id"].isin(subscribers["email_hash"]).any()
    assert not raw["orders"]["email_hash"].isin(subscribers["email_hash"]).any()
    owner = links[links["left_type"] == "customer"].drop_duplicates("right_id")
    owner = subscribers["anonymous_id"].map(owner.set_index("right_id")["left_id"])
    assert owner.equals(subscribers["owner_id"])
    assert 10 <= owner.notna().sum() <= 20
    visited = subscribers["anonymous_id"].isin(raw["events"]["anonymous_id"])
    assert visited.mean() > 0.8


# -- erased people


def test_erased_people_are_named_where_their_rows_are_gone(raw, erased):
    assert len(erased) == 50
    for entity, column in (("customers", "id"), ("contacts", "customer_id")):
        assert not erased & set(raw[entity][column])
    for entity in ("orders", "events", "messages", "consents", "identities", "reviews"):
        column = "left_id" if entity == "identities" else "customer_id"
        assert erased & set(raw[entity][column])
    truth = raw["truth/orders"].set_index("id")
    orders = raw["orders"][raw["orders"]["customer_id"].isin(erased)]
    assert len(orders) >= 25
    assert truth.loc[orders["id"], "is_anonymous"].all()


# -- ids that mean no one


def test_words_for_no_one_come_in_every_spelling(raw):
    words = raw["truth/placeholders"]
    values = words["value"]
    assert set(values.str.strip().str.lower()) == NO_ONE
    assert (values != values.str.strip()).any()
    assert (values != values.str.lower()).any()
    places = {("events", "anonymous_id"), ("events", "device_id"), ("events", "customer_id")}
    places |= {("orders", "anonymous_id"), ("orders", "customer_id")}
    places |= {("identities", "left_id"), ("identities", "right_id")}
    assert set(zip(words["entity"], words["column_name"], strict=True)) == places


def test_no_event_loses_all_its_ids(raw, kept):
    ids = ["anonymous_id", "device_id", "customer_id"]
    assert kept["events"][ids].notna().any(axis=1).all()
    replaced = stands_for_no_one(raw["events"]["anonymous_id"])
    sessions = raw["truth/sessions"].set_index("id")
    person = raw["events"].loc[replaced, "session_hint"].map(sessions["customer_id"])
    assert not person.dropna().str.startswith("C").any()


def test_an_order_without_any_id_is_anonymous(raw, guests):
    nameless = stands_for_no_one(guests["anonymous_id"]) & guests["email_hash"].isna()
    nameless &= ~guests["customer_id"].fillna("").str.startswith("CG")
    assert (guests["is_anonymous"] == nameless).all()


# -- a no in a message only


def said_no(kept):
    messages = kept["messages"].dropna(subset=["customer_id", "campaign_id"])
    channel = kept["campaigns"].set_index("id")["channel"]
    messages = messages.assign(
        channel=messages["campaign_id"].map(channel),
        no=messages["unsubscribed_at"].fillna(messages["complained_at"]),
    )
    return messages.dropna(subset=["no"])


def test_most_who_say_no_in_a_message_withdraw_nothing(kept):
    no = said_no(kept)
    consents = kept["consents"][kept["consents"]["purpose"] == "marketing"]
    both = no.merge(consents, on=["customer_id", "channel"])
    withdrawn = both["withdrawn_at"].notna()
    silent = both[~withdrawn & (both["granted_at"] < both["no"])]
    assert silent["unsubscribed_at"].notna().sum() >= 20
    assert silent["complained_at"].notna().sum() >= 5
    again = both[both["granted_at"] > both["no"]]
    assert len(again) >= 5
    assert again["complained_at"].isna().all()


def test_some_grant_again_what_they_withdrew(kept):
    consents = kept["consents"]
    consents = consents[consents["purpose"] == "marketing"]
    pairs = consents.merge(consents, on=["customer_id", "channel"])
    assert (pairs["granted_at_x"] > pairs["withdrawn_at_y"]).sum() >= 10


def last_words(tables, kept):
    """Return the last time at which each person said each thing about each channel."""
    person = tables["truth/accounts"].to_pandas().set_index("id")["person_id"]
    consents = kept["consents"][kept["consents"]["purpose"] == "marketing"]
    messages = kept["messages"].dropna(subset=["customer_id"])
    channel = kept["campaigns"].set_index("id")["channel"]
    messages = messages.assign(channel=messages["campaign_id"].map(channel))
    known = messages.dropna(subset=["channel"])
    every = [
        messages[messages["channel"].isna()].assign(channel=channel)
        for channel in ("email", "sms", "push", "direct_mail", "phone")
    ]
    words = {"unsubscribed_at": "refused_at", "withdrawn_at": "refused_at"}
    said = [
        rows[["customer_id", "channel", column]]
        .dropna()
        .rename(columns={column: "at"})
        .assign(word=words.get(column, column))
        for rows, columns in (
            (consents, ("granted_at", "withdrawn_at")),
            (pd.concat([known, *every]), ("unsubscribed_at", "complained_at", "bounced_at")),
        )
        for column in columns
    ]
    said = pd.concat(said)
    said = said.assign(person_id=said["customer_id"].map(person))
    return said.pivot_table(
        index=["person_id", "channel"], columns="word", values="at", aggfunc="max"
    )


def assert_permissions(tables, kept):
    words = last_words(tables, kept)
    truth = tables["truth/permissions"].to_pandas().set_index(["person_id", "channel"]).sort_index()
    assert set(truth.index) == set(words.index)
    for word in words:
        pd.testing.assert_series_equal(truth[word], words[word].sort_index(), check_dtype=False)
    no = truth[["refused_at", "complained_at"]].max(axis=1)
    may = truth["granted_at"].notna() & ~(no >= truth["granted_at"])
    assert (truth["may_be_written_to"] == may).all()
    # no one who complained grants again
    assert not (truth["granted_at"] > truth["complained_at"]).any()


def test_who_may_be_written_to_follows_from_the_rows(demo, kept):
    assert_permissions(demo, kept)
    truth = demo["truth/permissions"].to_pandas()
    assert 0.6 < truth["may_be_written_to"].mean() < 0.98


@settings(max_examples=15, deadline=None)
@given(
    customers=st.integers(1, 400),
    days=st.integers(1, 400),
    seed=st.integers(0, 2**63 - 1),
)
def test_the_truth_about_people_holds_in_any_small_world(customers, days, seed):
    tables = simulate(customers, days, seed)
    found = assert_truth(tables)
    assert_permissions(tables, found.kept)
    accounts = tables["truth/accounts"].to_pandas()
    assert accounts["id"].is_unique
    known = set(found.kept["customers"]["id"])
    test = tables["truth/customers"].to_pandas().query("is_test")["id"]
    is_gone = accounts["kind"] == "erased_account"
    assert known == set(accounts["id"][~is_gone]) - set(test)
    # what the truth calls anonymous, and only that, leads to no account, address or cookie
    orders = found.kept["orders"].merge(
        tables["truth/orders"].to_pandas(), on="id", suffixes=("", "_truth")
    )
    raw = tables["orders"].to_pandas().drop_duplicates("id").set_index("id")["customer_id"]
    names_erased = orders["id"].map(raw).isin(set(accounts["id"][is_gone]))
    is_nameless = orders[["customer_id", "email_hash", "anonymous_id"]].isna().all(axis=1)
    assert ((names_erased | is_nameless) == orders["is_anonymous"]).all()


@pytest.fixture
def no_records():
    """Set all shares of the records to zero."""
    old = {name: value for name, value in vars(RECORDS).items() if name.endswith("_share")}
    for name in old:
        object.__setattr__(RECORDS, name, 0.0)
    yield
    for name, value in old.items():
        object.__setattr__(RECORDS, name, value)


def lost_rows(before, after):
    """Return the rows that a table no longer has, as a frame."""
    names = before.column_names
    rows = Counter(zip(*(before[name].to_pylist() for name in names), strict=True))
    rows -= Counter(zip(*(after[name].to_pylist() for name in names), strict=True))
    return pd.DataFrame(list(rows), columns=names)


def test_the_rows_of_other_people_stay(tiny, no_records):
    before = simulate(300, 120, 11)
    accounts = tiny["truth/accounts"].to_pandas()
    erased = set(accounts["id"][accounts["kind"] == "erased_account"])
    several = set(accounts["person_id"][accounts["kind"] == "second_account"])
    assert len(erased) == len(several) == 3
    lost = {path: lost_rows(before[path], tiny[path]) for path in before if path in tiny}
    lost = {path: rows for path, rows in lost.items() if len(rows)}
    assert set(lost.pop("customers")["id"]) == set(lost.pop("contacts")["customer_id"]) == erased
    orders = lost.pop("orders")
    assert (orders["customer_id"].isna() | orders["customer_id"].isin(several)).all()
    for entity in ("refunds", "reviews"):
        assert (
            lost.pop(entity, pd.DataFrame({"customer_id": []}))["customer_id"].isin(several).all()
        )
    messages = lost.pop("messages")
    assert messages[["unsubscribed_at", "complained_at"]].isna().all(axis=None)
    events = lost.pop("events")
    person = tiny["truth/sessions"].to_pandas().set_index("id")["customer_id"]
    person = events["session_hint"].map(person)
    assert (person.isna() | person.isin(several)).all()
    truth = lost.pop("truth/orders")
    assert truth["customer_id"].isin(erased).all()
    assert set(lost) <= {"truth/accounts", "truth/permissions", "truth/dirt"}
    assert 0 < len(events) < 0.05 * before["events"].num_rows
