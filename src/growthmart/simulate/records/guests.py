"""People without an account: they order as guests, and for some the shop makes records."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import entity_table, ids, join, pick
from growthmart.simulate.base.draws import NONE, Bools, Ints, draw_codes
from growthmart.simulate.base.parameters import FROZEN
from growthmart.simulate.base.vocabulary import (
    CITIES,
    COUNTRIES,
    CURRENCIES,
    FIRST_NAMES,
    LAST_NAMES,
    ONLINE_CHANNEL_COUNT,
    SALES_CHANNELS,
    STATUS_UNTIL_DAYS,
    STREETS,
)
from growthmart.simulate.crm import Shop
from growthmart.simulate.crm.payments import payment_table
from growthmart.simulate.dirt.export import Export, with_values
from growthmart.simulate.marketing.campaigns import Campaigns
from growthmart.simulate.marketing.visits import OrderVisits, order_tags
from growthmart.simulate.records.parameters import RECORDS, number_of
from growthmart.simulate.records.placeholders import IDS, Placeholders
from growthmart.simulate.records.rows import link_rows
from growthmart.simulate.shop.baskets import draw_lines, line_table
from growthmart.simulate.shop.identities import hashes
from growthmart.simulate.shop.orders import (
    Orders,
    euros_per_unit,
    order_amounts,
    order_table,
    order_truth,
)
from growthmart.simulate.shop.people import draw_people
from growthmart.simulate.shop.products import Catalogue
from growthmart.simulate.shop.purchases import Purchases
from growthmart.simulate.shop.refunds import Returns
from growthmart.simulate.traffic.sources import SOURCES
from growthmart.simulate.traffic.traffic import Traffic

ONCE, AGAIN, RECORD = range(3)
FREE_SOURCES = [place for place, source in enumerate(SOURCES) if not source.platform]
"""Guests come without an ad, so that the clicks on ads stay as they are."""
VISIT_SECONDS = 1_500


@dataclass(frozen=True)
class Guests:
    """The guests and their orders, numbered for themselves: their ids have a G.

    `kind` and `email` have one row per person. `has_address`, `cookie_word` and `account_word` have
    one row per order: whether it has the hashed address, and the positions of the values in `IDS`
    that are in the place of a cookie and of an account, or -1.
    """

    shop: Shop
    visits: OrderVisits
    kind: Ints
    email: pa.Array
    has_address: Bools
    cookie_word: Ints
    account_word: Ints

    @property
    def has_record(self) -> Bools:
        """Whether the shop made a record for each order."""
        return self.kind[self.shop.purchases.person] == RECORD

    @property
    def is_nameless(self) -> Bools:
        """Whether nothing in each order says who ordered."""
        return ~self.has_record & ~self.has_address & (self.cookie_word >= 0)

    def addresses(self) -> pa.Array:
        """Return the hashed address of each order's person."""
        return hashes(self.email).cast(pa.string()).take(pa.array(self.shop.purchases.person))


def of_guests(table: pa.Table, columns: dict[str, str]) -> pa.Table:
    """Mark the ids in columns as those of guests: a G after the given letters."""
    for name, letters in columns.items():
        marked = pc.replace_substring(table[name], letters, f"{letters}G", max_replacements=1)
        table = table.set_column(table.schema.get_field_index(name), name, marked)
    return table


def draw_guests(
    rng: np.random.Generator,
    customers: int,
    traffic: Traffic,
    catalogue: Catalogue,
    rates: Ints,
    first_mailbox: int,
    clock: Clock,
) -> Guests:
    """Draw the guests, their orders, and the visits of these."""
    shares = (
        RECORDS.guest_once_share,
        RECORDS.guest_again_share,
        RECORDS.guest_records_share,
    )
    kind = np.repeat(
        [ONCE, AGAIN, RECORD], [number_of(customers, share, customers) for share in shares]
    )
    people = draw_people(rng, len(kind), clock, traffic)
    people = replace(people, is_test=np.zeros(len(kind), dtype=bool))
    least = np.array([1, RECORDS.guest_again_orders[0], RECORDS.guest_records_orders[0]])[kind]
    most = np.array([1, RECORDS.guest_again_orders[1], RECORDS.guest_records_orders[1]])[kind]
    person = np.repeat(np.arange(len(kind)), rng.integers(least, most + 1))
    size = len(person)
    moment = clock.days * rng.random(size)
    order = np.argsort(moment)
    person, moment = person[order], moment[order]
    purchases = Purchases(
        person=person,
        moment=moment,
        value=rng.gamma(FROZEN.spend_p, size=size) / people.spend_rate[person],
        message=np.full(size, NONE),
    )
    land_currency = np.array([CURRENCIES.index(land.currency) for land in COUNTRIES])
    orders = Orders(
        channel=draw_codes(rng, SALES_CHANNELS[:ONLINE_CHANNEL_COUNT], size),
        status=np.searchsorted(STATUS_UNTIL_DAYS, clock.days - moment, "right"),
        currency=land_currency[people.country[person]],
        promotion=np.full(size, NONE),
        cookie=np.arange(1, size + 1),
        is_guest=np.ones(size, dtype=bool),
        is_test=np.zeros(size, dtype=bool),
    )
    euros = euros_per_unit(purchases, orders, rates, clock)
    lines = draw_lines(rng, purchases, people, purchases.value, euros, catalogue)
    nothing = np.empty(0, dtype=np.int64)
    shop = Shop(
        clock=clock,
        people=people,
        purchases=purchases,
        orders=orders,
        lines=lines,
        amounts=order_amounts(people, purchases, orders, lines),
        euros_per_unit=euros,
        returns=Returns(nothing, nothing.astype(float), nothing),
        products=catalogue.count,
    )
    has_address = (kind[person] != RECORD) & (
        (kind[person] == AGAIN) | (rng.random(size) < RECORDS.guest_address_share)
    )
    word = rng.integers(len(IDS), size=(2, size))
    has_word = rng.random((2, size)) < RECORDS.placeholder_guest_share
    return Guests(
        shop=shop,
        visits=_visits(rng, purchases, clock),
        kind=kind,
        email=_emails(rng, len(kind), first_mailbox),
        has_address=has_address,
        cookie_word=np.where(has_word[0], word[0], NONE),
        account_word=np.where(has_word[1] & (kind[person] != RECORD), word[1], NONE),
    )


def _visits(rng: np.random.Generator, purchases: Purchases, clock: Clock) -> OrderVisits:
    """Draw the visit of each order."""
    size = purchases.count
    ordered = clock.seconds(purchases.moment)
    start = np.maximum(ordered - rng.integers(120, VISIT_SECONDS, size), 0)
    weights = [(place, SOURCES[place].first) for place in FREE_SOURCES]
    return OrderVisits(
        source=np.array(FREE_SOURCES)[draw_codes(rng, weights, size)],
        start=start,
        resume=np.minimum(start + rng.integers(3, 40, size), ordered),
        signs_up=np.zeros(size, dtype=bool),
        earlier=np.zeros(size, dtype=np.int64),
    )


def _emails(rng: np.random.Generator, size: int, first_mailbox: int) -> pa.Array:
    """Draw addresses; their numbers continue those of the accounts."""
    first = pick(FIRST_NAMES, rng.integers(len(FIRST_NAMES), size=size))
    last = pick(LAST_NAMES, rng.integers(len(LAST_NAMES), size=size))
    number = ids("", first_mailbox + np.arange(size), digits=1)
    mailbox = pc.utf8_lower(join([first, last, number], "."))
    return join([mailbox, pa.scalar("example.com")], "@")


def keep_guests(
    rng: np.random.Generator,
    guests: Guests,
    campaigns: Campaigns,
    placeholders: Placeholders,
    export: Export,
) -> None:
    """Write the orders of the guests with lines and payments, and the records made for them."""
    shop, clock = guests.shop, guests.shop.clock
    tags = order_tags(guests.visits, campaigns)
    orders = order_table(shop.purchases, shop.orders, shop.amounts, tags, clock)
    orders = of_guests(orders, {"id": "O", "anonymous_id": "A"})
    record, has_address = guests.has_record, guests.has_address
    addresses = guests.addresses()
    orders = with_values(orders, "email_hash", has_address, addresses.filter(pa.array(has_address)))
    for column, word in (
        ("anonymous_id", guests.cookie_word),
        ("customer_id", guests.account_word),
    ):
        mask = word >= 0
        values = placeholders.written("orders", column, word[mask])
        orders = with_values(orders, column, mask, values)
    account = ids("CG", np.flatnonzero(record) + 1)
    export.append("orders", with_values(orders, "customer_id", record, account))
    export.append("order_items", of_guests(line_table(shop.lines, clock), {"order_id": "O"}))
    payments = of_guests(payment_table(rng, shop), {"id": "PY", "order_id": "O"})
    export.append("payments", payments)
    _keep_records(rng, guests, account, addresses.filter(pa.array(record)), export)


def _keep_records(
    rng: np.random.Generator, guests: Guests, account: pa.Array, address: pa.Array, export: Export
) -> None:
    """Write a customer, a contact and a link for each order of a guest who gets records."""
    shop, clock = guests.shop, guests.shop.clock
    row = np.flatnonzero(guests.has_record)
    person, size = shop.purchases.person[row], len(row)
    ordered = clock.seconds(shop.purchases.moment[row])
    country = shop.people.country[person]
    nothing, unknown = pa.nulls(size, pa.string()), pa.nulls(size, pa.int32())
    export.append(
        "customers",
        entity_table(
            "customers",
            clock,
            id=account,
            created_at=clock.second_timestamps(ordered),
            birth_year=unknown,
            gender=nothing,
            occupation=nothing,
            country=pick([land.code for land in COUNTRIES], country),
            region=nothing,
            language=pick([land.language for land in COUNTRIES], country),
            time_zone=pick([land.time_zone for land in COUNTRIES], country),
            signup_channel=nothing,
            is_test=pa.array(np.zeros(size, dtype=bool)),
        ),
    )
    house = pa.array(rng.integers(1, 200, len(guests.kind))[person]).cast(pa.string())
    street = pick(STREETS, rng.integers(len(STREETS), size=len(guests.kind))[person])
    email = guests.email.take(pa.array(person))
    names = pc.split_pattern(email, ".")
    export.append(
        "contacts",
        entity_table(
            "contacts",
            clock,
            customer_id=account,
            email=email,
            phone=nothing,
            first_name=pc.utf8_capitalize(pc.list_element(names, 0)),
            last_name=pc.utf8_capitalize(pc.list_element(names, 1)),
            street=join([house, street], " "),
            city=pick(CITIES, rng.integers(len(CITIES), size=len(guests.kind))[person]),
            postal_code=nothing,
            birth_month=unknown,
            birth_day=unknown,
        ),
    )
    export.append("identities", link_rows(clock, [(account, "email_hash", address, ordered)]))


def guest_order_truth(guests: Guests) -> pa.Table:
    """Build the hidden truth about the orders of guests, as that of the other orders."""
    table = of_guests(order_truth(guests.shop.purchases), {"id": "O"})
    person = ids("G", guests.shop.purchases.person + 1)
    return table.set_column(table.schema.get_field_index("customer_id"), "customer_id", person)
