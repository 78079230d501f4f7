"""Writes the records of the shop over the finished tables, and the truth about them."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.columns import ids, pick
from growthmart.simulate.base.draws import Bools, Ints
from growthmart.simulate.base.streams import Streams
from growthmart.simulate.crm import Shop
from growthmart.simulate.dirt.export import Export
from growthmart.simulate.dirt.ledger import Ledger
from growthmart.simulate.marketing.campaigns import Campaigns
from growthmart.simulate.marketing.messages import NEVER, Messages
from growthmart.simulate.marketing.visits import OrderVisits
from growthmart.simulate.records.choice import NAMES_OF_CUSTOMERS, choose_people
from growthmart.simulate.records.events import EventRecords
from growthmart.simulate.records.guest_orders import write_into_guest_orders
from growthmart.simulate.records.guests import Guests, draw_guests, guest_order_truth, keep_guests
from growthmart.simulate.records.parameters import RECORDS
from growthmart.simulate.records.permissions import permission_truth
from growthmart.simulate.records.placeholders import Placeholders, link_placeholders
from growthmart.simulate.records.refusals import draw_refusals, keep_refusals
from growthmart.simulate.records.second_accounts import (
    DEVICE,
    SecondAccounts,
    draw_second_accounts,
    keep_second_accounts,
)
from growthmart.simulate.records.subscribers import keep_subscribers
from growthmart.simulate.shop.consent import Consent
from growthmart.simulate.shop.identities import Cookies, Links
from growthmart.simulate.shop.orders import order_truth
from growthmart.simulate.shop.products import Catalogue
from growthmart.simulate.traffic.traffic import Traffic


@dataclass(frozen=True)
class Scene:
    """The parts of the finished world that the records need; `rates` is months x currencies."""

    shop: Shop
    catalogue: Catalogue
    rates: Ints
    traffic: Traffic
    visits: OrderVisits
    messages: Messages
    campaigns: Campaigns
    consent: Consent
    devices: Links
    cookies: Cookies


def keep_records(
    streams: Streams, scene: Scene, export: Export, ledger: Ledger
) -> tuple[EventRecords, dict[str, pa.Table]]:
    """Write the records into the tables; return what the events need, and the truth by path."""
    shop, messages, campaigns = scene.shop, scene.messages, scene.campaigns
    people, clock, rng = shop.people, shop.clock, streams["records"]
    complainers = messages.person[messages.complained != NEVER]
    choice = choose_people(rng, people, shop.purchases, shop.orders, complainers, export)
    is_erased = np.zeros(people.count, dtype=bool)
    is_erased[choice.erased] = True
    free = ~people.is_test & ~is_erased

    accounts = draw_second_accounts(
        rng, choice.second, shop, scene.visits, export.tables["contacts"]
    )
    links = {"device": scene.devices, "anonymous": scene.cookies}
    keep_second_accounts(rng, accounts, shop, scene.visits, links, export)

    # nothing tells that the accounts on one device are of one person, who may say no under one
    talks = free.copy()
    talks[accounts.person[accounts.link == DEVICE]] = False
    several = np.zeros(people.count, dtype=bool)
    several[accounts.person] = True
    refusals = draw_refusals(rng, messages, campaigns, talks, several, clock)
    keep_refusals(rng, refusals, messages, campaigns, scene.consent, talks, export, clock)
    person_of = np.concatenate([[-1], np.arange(people.count), accounts.person])
    permissions = permission_truth(export, campaigns, person_of, free)

    placeholders = Placeholders()
    write_into_guest_orders(rng, shop, free, placeholders, export)
    guests = draw_guests(
        rng,
        people.count,
        scene.traffic,
        scene.catalogue,
        scene.rates,
        people.count + len(accounts.person) + 1,
        clock,
    )
    keep_guests(rng, guests, campaigns, placeholders, export)
    fresh = int(max(shop.orders.cookie.max(initial=0) - len(scene.cookies.number), 0))
    subscribers = keep_subscribers(rng, scene.cookies, free, fresh, export, clock)
    link_placeholders(rng, shop, scene.cookies, free, placeholders, export)
    _erase(ids("C", choice.erased + 1), export, ledger)
    truth = {
        "truth/accounts": _account_truth(accounts, is_erased, guests),
        "truth/orders": _order_truth(shop, is_erased, guests),
        "truth/permissions": permissions,
        "truth/subscribers": subscribers,
    }
    return EventRecords(accounts, is_erased, guests, placeholders), truth


def _erase(erased: pa.Array, export: Export, ledger: Ledger) -> None:
    """Remove the people's own rows, and count the rows that still name them."""
    for entity, column in (("customers", "id"), ("contacts", "customer_id")):
        export.remove(entity, _names(export.tables[entity][column], erased))
    for entity, columns in NAMES_OF_CUSTOMERS.items():
        for column in columns:
            is_lost = _names(export.tables[entity][column], erased)
            ledger.count(entity, "orphan_customer", is_lost.sum(), column)


def _names(column: pa.ChunkedArray, values: pa.Array) -> Bools:
    found = pc.fill_null(pc.is_in(column, value_set=values, skip_nulls=True), False)
    return found.to_numpy().astype(bool)


def _account_truth(accounts: SecondAccounts, is_erased: Bools, guests: Guests) -> pa.Table:
    """Build the person behind every account; `link` is what tells of a second account or record."""
    links = [word for word, _ in RECORDS.second_account_links]
    record = np.flatnonzero(guests.has_record)
    people = len(is_erased)
    kinds = ["account", "erased_account", "second_account", "guest_record"]
    kind = np.concatenate(
        [is_erased.astype(np.int64), np.full(len(accounts.person), 2), np.full(len(record), 3)]
    )
    return pa.table(
        {
            "id": pa.concat_arrays(
                [ids("C", np.arange(1, people + 1)), accounts.ids(), ids("CG", record + 1)]
            ),
            "person_id": pa.concat_arrays(
                [
                    ids("C", np.arange(1, people + 1)),
                    ids("C", accounts.person + 1),
                    ids("G", guests.shop.purchases.person[record] + 1),
                ]
            ),
            "kind": pick(kinds, kind),
            "link": pa.concat_arrays(
                [
                    pa.nulls(people, pa.string()),
                    pick(links, accounts.link),
                    pick(["email_hash"], record * 0),
                ]
            ),
        }
    )


def _order_truth(shop: Shop, is_erased: Bools, guests: Guests) -> pa.Table:
    """Build the truth about all orders; an anonymous one leads to no person in the export."""
    own, of_guests = order_truth(shop.purchases), guest_order_truth(guests)
    is_anonymous = np.concatenate([is_erased[shop.purchases.person], guests.is_nameless])
    return pa.concat_tables([own, of_guests]).append_column("is_anonymous", pa.array(is_anonymous))
