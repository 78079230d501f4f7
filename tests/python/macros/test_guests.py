"""Guests: many records or orders of one address are one person; those of an office are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Row = dict[str, Any]
START = datetime(2024, 1, 1)
LIMIT = 3
MONTH = timedelta(days=30)


@dataclass
class Shop:
    """The rows of a shop, in words: guests, accounts and orders."""

    customers: list[Row] = field(default_factory=list)
    contacts: list[Row] = field(default_factory=list)
    identities: list[Row] = field(default_factory=list)
    orders: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)

    def record(self, address: str, name: str | None = None) -> str:
        """Add a record of a guest, made for one order, linked with one or more addresses."""
        key = self._account(address, name)
        self.order(account=key, at=self.customers[-1]["created_at"])
        return key

    def account(self, address: str, name: str | None = None) -> str:
        """Add an account with a login, which never ordered."""
        key = self._account(address, name)
        self.events.append(
            {
                "event_key": f"{key}/login",
                "source_customer_key": key,
                "event_name": "login",
                "event_at": self.customers[-1]["created_at"],
            }
        )
        return key

    def order(self, at: datetime | None = None, **ids: str) -> str:
        """Add an order with an account, a cookie (c) or an address (e)."""
        key = f"shop:order-{len(self.orders)}"
        self.orders.append(
            {
                "order_key": key,
                "source_customer_key": ids.get("account"),
                "anonymous_id": ids.get("c"),
                "email_hash": ids.get("e"),
                "ordered_at": at or START + len(self.orders) * MONTH,
            }
        )
        return key

    def link(self, left: str, right: str) -> None:
        """Link two ids, each as type/id, long before the first record."""
        sides = {}
        for side, node in (("left", left), ("right", right)):
            sides[f"{side}_type"], _, sides[f"{side}_id"] = node.partition("/")
        self.identities.append(sides | {"first_seen_at": START - MONTH})

    def people(self, warehouse) -> list[set[str]]:
        """Return the accounts and orders of each person, those of no person last."""
        rows = self.resolve(warehouse)
        found = {row["identity_id"]: row for row in rows if row["identity_type"] == "customer"}
        warehouse.build("int_customer_accounts")
        found |= {row["order_key"]: row for row in warehouse.build("int_orders_with_rates")}
        people: dict[str | None, set[str]] = defaultdict(set)
        for name, row in found.items():
            people[row["customer_id"]].add(name)
        return [people[name] for name in sorted(people, key=lambda name: name is None)]

    def resolve(self, warehouse) -> list[Row]:
        """Return the rows of int_identities_resolved."""
        warehouse.fill("input_customers", self.customers)
        warehouse.fill("input_customer_contacts", self.contacts)
        warehouse.fill("input_identities", self.identities)
        warehouse.fill("input_orders", self.orders)
        warehouse.fill("input_events", self.events)
        return warehouse.build_identities()

    def _account(self, address: str, name: str | None) -> str:
        key = f"shop:{len(self.customers)}"
        made = START + len(self.customers) * MONTH
        self.customers.append(
            {"source_customer_key": key, "source_name": "shop", "created_at": made}
        )
        if name:
            self.contacts.append({"source_customer_key": key, "first_name": name})
        for node in address.split():
            self.link(f"customer/{key}", node)
        return key


@pytest.fixture
def warehouse_of_guests(shop):
    """The tables of identity, and those that give an order its exchange rate."""
    shop.declare(
        "int_exchange_rates_monthly",
        month_start="date",
        currency_code="text",
        rate_to_reporting="decimal(22, 12)",
        rate_origin="text",
    )
    return shop


def in_order(people: Iterable[set[str]]) -> list[list[str]]:
    return sorted(sorted(person) for person in people)


def records_months_apart(count: int, address: str = "email_hash/anna") -> Shop:
    shop = Shop()
    for _ in range(count):
        shop.record(address)
    return shop


@pytest.mark.parametrize("address", ["email_hash/anna", "phone_hash/anna"])
@pytest.mark.parametrize("count", [1, 3, 4, 5, 12])
def test_records_of_one_address_are_one_guest(warehouse_of_guests, address, count):
    people = records_months_apart(count, address).people(warehouse_of_guests)
    assert [len(found) for found in people] == [2 * count]


def test_an_account_and_six_records_of_one_address_are_one_person(warehouse_of_guests):
    shop = records_months_apart(6)
    shop.account("email_hash/anna")
    assert len(shop.people(warehouse_of_guests)) == 1


def test_records_under_an_address_and_a_phone_are_one_guest(warehouse_of_guests):
    shop = records_months_apart(5, "email_hash/anna phone_hash/anna")
    assert len(shop.people(warehouse_of_guests)) == 1


def test_accounts_of_an_office_stay_apart(warehouse_of_guests):
    shop = records_months_apart(2, "email_hash/office")
    for _ in range(5):
        shop.account("email_hash/office")
    assert len(shop.people(warehouse_of_guests)) == 7


@pytest.mark.parametrize(("names", "people"), [(3, 1), (4, 8)])
def test_records_with_many_names_are_an_office(warehouse_of_guests, names, people):
    shop = Shop()
    for number in range(8):
        shop.record("email_hash/office", name=f"Name {number % names}")
    assert len(shop.people(warehouse_of_guests)) == people


def test_a_phone_number_of_guests_with_many_addresses_joins_no_one(warehouse_of_guests):
    shop = Shop()
    for number in range(5):
        for _ in range(2):
            shop.record(f"phone_hash/till email_hash/{number}")
    assert [len(found) for found in shop.people(warehouse_of_guests)] == [4] * 5


def test_cards_and_second_orders_are_signs_of_accounts(warehouse_of_guests):
    for sign in ("card", "order"):
        shop = Shop()
        for number in range(5):
            key = shop.record("phone_hash/town")
            if sign == "card":
                shop.link(f"customer/{key}", f"loyalty/{number}")
            else:
                shop.order(account=key)
        assert len(shop.people(warehouse_of_guests)) == 5, sign


def test_an_order_belongs_to_the_account_of_its_address(warehouse_of_guests):
    shop = Shop()
    account = shop.account("email_hash/anna")
    orders = [
        shop.order(e="anna"),
        shop.order(e="anna", c="shop:phone"),
        shop.order(c="shop:phone"),
    ]
    assert shop.people(warehouse_of_guests) == [{account, *orders}]


def test_the_address_of_an_order_has_priority_over_its_cookie(warehouse_of_guests):
    shop = Shop()
    first, second = shop.order(e="anna", c="shop:kiosk"), shop.order(e="bert", c="shop:kiosk")
    later = shop.order(e="anna")
    unknown = shop.order(c="shop:kiosk")
    *people, no_one = shop.people(warehouse_of_guests)
    assert sorted(people, key=len) == [{second}, {first, later}]
    # the cookie was seen with two people
    assert no_one == {unknown}


def test_guests_are_named_by_the_address_that_ordered(warehouse_of_guests):
    shop = Shop()
    shop.order(c="shop:old")
    shop.order(e="anna", c="shop:old")
    rows = shop.resolve(warehouse_of_guests)
    assert {row["person_key"] for row in rows} == {"email_hash/anna"}
    assert {row["identity_type"] for row in rows} == {"email_hash", "anonymous"}


def test_an_order_with_an_account_links_its_address(warehouse_of_guests):
    shop = Shop()
    account = shop.account("")
    orders = [shop.order(account=account, e="anna"), shop.order(e="anna")]
    other = shop.account("email_hash/anna")
    assert shop.people(warehouse_of_guests) == [{account, other, *orders}]


def test_a_till_that_orders_for_many_addresses_joins_no_one(warehouse_of_guests):
    shop = Shop()
    till = shop.account("")
    accounts = [shop.account(f"email_hash/{number}") for number in range(5)]
    sold = [shop.order(account=till, e=str(number)) for number in range(5)]
    people = shop.people(warehouse_of_guests)
    assert in_order(people) == in_order([{till, *sold}, *({account} for account in accounts)])


def test_the_address_of_an_office_leaves_an_order_to_its_cookie(warehouse_of_guests):
    shop = Shop()
    accounts = [shop.account("email_hash/office") for _ in range(5)]
    own, unknown = shop.order(e="office", c="shop:phone"), shop.order(e="office")
    *people, no_one = shop.people(warehouse_of_guests)
    assert in_order(people) == in_order({name} for name in [*accounts, own])
    assert no_one == {unknown}


def test_a_subscribers_address_takes_no_cookie_from_its_owner(warehouse_of_guests):
    shop = Shop()
    account = shop.account("")
    shop.events[-1]["anonymous_id"] = "shop:cookie"
    shop.link("email_hash/reader", "anonymous/shop:cookie")
    shop.link("email_hash/reader", "phone_hash/reader")
    order = shop.order(c="shop:cookie")
    assert shop.people(warehouse_of_guests) == [{account, order}]


def test_a_subscriber_who_orders_is_a_person_of_the_cookie(warehouse_of_guests):
    shop = Shop()
    account = shop.account("")
    shop.events[-1]["anonymous_id"] = "shop:cookie"
    shop.link("email_hash/reader", "anonymous/shop:cookie")
    of_reader, of_both = shop.order(e="reader"), shop.order(c="shop:cookie")
    *people, no_one = shop.people(warehouse_of_guests)
    assert in_order(people) == in_order([{account}, {of_reader}])
    assert no_one == {of_both}


@st.composite
def addresses(draw):
    """Return addresses of people and offices, with records and accounts in any order."""
    drawn = []
    for number in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["email_hash", "phone_hash"]))
        accounts = draw(st.integers(0, 2 * LIMIT))
        drawn += [(f"{kind}/{number}", "account")] * accounts
        drawn += [(f"{kind}/{number}", "record")] * draw(st.integers(0, 9))
    return draw(st.permutations(drawn)), draw(st.randoms(use_true_random=False))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(addresses())
def test_guests_are_joined_and_offices_are_not_in_any_order(warehouse_of_guests, drawn):
    members, chance = drawn
    shop = Shop()
    expected: dict[str, set[str]] = defaultdict(set)
    for address, kind in members:
        key = shop.record(address) if kind == "record" else shop.account(address)
        is_office = members.count((address, "account")) > LIMIT
        expected[key if is_office else address].add(key)

    rows = shop.resolve(warehouse_of_guests)

    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["identity_type"] == "customer":
            found[row["customer_id"]].add(row["identity_id"])
    assert in_order(found.values()) == in_order(expected.values())
    for table in (shop.customers, shop.identities, shop.orders, shop.events):
        chance.shuffle(table)
    by_id = [(row["identity_type"], row["identity_id"], row["customer_id"]) for row in rows]
    again = [
        (row["identity_type"], row["identity_id"], row["customer_id"])
        for row in shop.resolve(warehouse_of_guests)
    ]
    assert sorted(by_id) == sorted(again)
