"""People who forgot their account and opened another one, with another address."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.clock import DAY_SECONDS
from growthmart.simulate.base.columns import ids, join, numbers
from growthmart.simulate.base.draws import Ints, draw_codes
from growthmart.simulate.base.parameters import FROZEN
from growthmart.simulate.crm import Shop
from growthmart.simulate.dirt.export import Export, with_values
from growthmart.simulate.marketing.visits import OrderVisits
from growthmart.simulate.records.parameters import RECORDS
from growthmart.simulate.records.rows import granted, link_rows
from growthmart.simulate.shop.consent import PURPOSES
from growthmart.simulate.shop.identities import Links, hashes

PHONE, CARD, DEVICE = range(len(RECORDS.second_account_links))
NOT_OPENED = np.iinfo(np.int64).max
LINKED = {"device": "D", "anonymous": "A"}
"""The types of links and the first letter of their ids."""


@dataclass(frozen=True)
class SecondAccounts:
    """One row per second account: its person, its number, and when it was opened, in seconds.

    `link` is a position in `RECORDS.second_account_links`.
    """

    person: Ints
    number: Ints
    opened: Ints
    link: Ints

    def ids(self) -> pa.Array:
        """Return the ids of the accounts."""
        return ids("C", self.number)

    def opened_by(self, people: int) -> Ints:
        """Return for each person when the second account was opened, or `NOT_OPENED`."""
        opened = np.full(people, NOT_OPENED)
        opened[self.person] = self.opened
        return opened

    def number_by(self, people: int) -> Ints:
        """Return for each person the number of the newest account."""
        number = np.arange(1, people + 1)
        number[self.person] = self.number
        return number


def draw_second_accounts(
    rng: np.random.Generator, person: Ints, shop: Shop, visits: OrderVisits, contacts: pa.Table
) -> SecondAccounts:
    """Draw when the accounts are opened: before the last of several orders, or some time."""
    people, buyer = shop.people.count, shop.purchases.person
    created = shop.clock.seconds(shop.people.signup[person])
    end = shop.clock.days * DAY_SECONDS
    opened = created + ((end - created) * rng.random(len(person))).astype(np.int64)
    last = np.full(people, -1)
    last[buyer] = np.arange(shop.purchases.count)
    is_again = np.bincount(buyer, minlength=people)[person] > 1
    opened[is_again] = visits.start[last[person[is_again]]] - 60
    link = draw_codes(rng, RECORDS.second_account_links, len(person))
    has_phone = contacts["phone"].is_valid().to_numpy()[person]
    return SecondAccounts(
        person=person,
        number=people + 1 + np.arange(len(person)),
        opened=np.clip(opened, created + 1, end - 1),
        link=np.where((link == PHONE) & ~has_phone, CARD, link),
    )


def keep_second_accounts(
    rng: np.random.Generator,
    accounts: SecondAccounts,
    shop: Shop,
    visits: OrderVisits,
    links: dict[str, Links],
    export: Export,
) -> None:
    """Write the accounts, their links and consents, and what is done with them.

    Orders belong to the account that was the newest when their visit began, and refunds and reviews
    to the account of their order. All else stays with the old account, for example the points.
    """
    row, every = pa.array(accounts.person), np.ones(len(accounts.person), dtype=bool)
    customers = with_values(export.tables["customers"].take(row), "id", every, accounts.ids())
    opened = shop.clock.second_timestamps(accounts.opened)
    contacts = _contacts(accounts, export.tables["contacts"].take(row))
    _move(accounts, shop, visits, export)
    export.append("customers", with_values(customers, "created_at", every, opened))
    export.append("contacts", contacts)
    export.append("identities", _identities(accounts, contacts, shop, links))
    # the consent that comes with the account
    email = PURPOSES.index(("marketing", "email"))
    agrees = np.flatnonzero(rng.random(len(every)) < FROZEN.consent_shares[email])
    customer = accounts.ids().take(pa.array(agrees))
    purpose = np.full(len(agrees), email)
    export.append("consents", granted(shop.clock, "CA", customer, purpose, accounts.opened[agrees]))


def _contacts(accounts: SecondAccounts, rows: pa.Table) -> pa.Table:
    """Return the contacts of the accounts: another address, and the phone if it is the link."""
    every = np.ones(rows.num_rows, dtype=bool)
    name = join([rows["first_name"].combine_chunks(), rows["last_name"].combine_chunks()], ".")
    mailbox = join([pc.utf8_lower(name), ids("", accounts.number, digits=1)], ".")
    rows = with_values(rows, "customer_id", every, accounts.ids())
    rows = with_values(rows, "email", every, join([mailbox, pa.scalar("example.org")], "@"))
    other = accounts.link != PHONE
    return with_values(rows, "phone", other, pa.nulls(int(other.sum()), pa.string()))


def _move(accounts: SecondAccounts, shop: Shop, visits: OrderVisits, export: Export) -> None:
    """Give orders, and what depends on them, to the account that was the newest."""
    people, buyer = shop.people.count, shop.purchases.person
    is_new = (visits.start >= accounts.opened_by(people)[buyer]) & ~shop.orders.is_guest
    account = ids("C", accounts.number_by(people)[buyer])
    reviews = export.tables["reviews"].slice(0, export.sound["reviews"])
    of_orders = {
        "orders": np.arange(shop.purchases.count),
        "refunds": shop.returns.order,
        "reviews": numbers(reviews["order_id"]) - 1,
    }
    for entity, order in of_orders.items():
        mask = is_new[order]
        export.write(entity, "customer_id", mask, account.take(pa.array(order[mask])))


def _identities(
    accounts: SecondAccounts, contacts: pa.Table, shop: Shop, links: dict[str, Links]
) -> pa.Table:
    """Return the links of the accounts, and of the card that both accounts have.

    `links` has the devices and cookies of all people by their type.
    """
    clock, account, opened = shop.clock, accounts.ids(), accounts.opened
    by_phone, by_card = accounts.link == PHONE, accounts.link == CARD
    phone = contacts["phone"].combine_chunks().filter(pa.array(by_phone))
    card = ids("L", accounts.number[by_card])
    signup = clock.seconds(shop.people.signup[accounts.person[by_card]])
    parts = [
        (account, "email_hash", hashes(contacts["email"].combine_chunks()), opened),
        (account.filter(pa.array(by_phone)), "phone_hash", hashes(phone), opened[by_phone]),
        (ids("C", accounts.person[by_card] + 1), "loyalty", card, signup),
        (account.filter(pa.array(by_card)), "loyalty", card, opened[by_card]),
    ]
    row = np.full(shop.people.count, -1)
    row[accounts.person] = np.arange(len(accounts.person))
    for kind, owned in links.items():
        own = np.flatnonzero(row[owned.person] >= 0)
        place = row[owned.person[own]]
        seen = np.maximum(clock.seconds(owned.seen[own]), opened[place])
        name = ids(LINKED[kind], owned.number[own])
        parts.append((account.take(pa.array(place)), kind, name, seen))
    return link_rows(clock, parts)
