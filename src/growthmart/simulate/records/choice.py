"""Which people have several accounts, and which were erased."""

from dataclasses import dataclass

import numpy as np

from growthmart.simulate.base.columns import numbers
from growthmart.simulate.base.draws import Bools, Ints
from growthmart.simulate.dirt.export import Export
from growthmart.simulate.records.parameters import RECORDS, number_of
from growthmart.simulate.shop.orders import Orders
from growthmart.simulate.shop.people import People
from growthmart.simulate.shop.purchases import Purchases

NAMES_OF_CUSTOMERS = {
    "contacts": ("customer_id",),
    "identities": ("left_id",),
    "orders": ("customer_id",),
    "refunds": ("customer_id",),
    "messages": ("customer_id",),
    "loyalty_transactions": ("customer_id",),
    "subscriptions": ("customer_id",),
    "leads": ("customer_id",),
    "opportunities": ("customer_id",),
    "interactions": ("customer_id",),
    "support_tickets": ("customer_id",),
    "reviews": ("customer_id",),
    "survey_responses": ("customer_id",),
    "consents": ("customer_id",),
    "referrals": ("referrer_id", "referred_id"),
}
"""The columns that name a customer, of every entity but events."""


@dataclass(frozen=True)
class Choice:
    """The people, as rows in ascending order; no one is both."""

    second: Ints
    erased: Ints


def choose_people(
    rng: np.random.Generator,
    people: People,
    purchases: Purchases,
    orders: Orders,
    complainers: Ints,
    export: Export,
) -> Choice:
    """Choose people whose rows have no dirt, half of them buyers.

    None of them orders without the account or complains about a message. So that each row has one
    kind of dirt, none has a test order or referred a test customer, and who was referred is not
    erased: no referral has lost both of its people.
    """
    free = ~people.is_test & ~_has_dirt(people.count, export)
    free[purchases.person[orders.is_guest | orders.is_test]] = False
    free[complainers] = False
    count = np.bincount(purchases.person, minlength=people.count)
    wanted = number_of(people.count, RECORDS.second_account_share, people.count)
    second = _some(rng, free, count > 1, wanted)
    free[second] = False
    referrals = export.tables["referrals"].slice(0, export.sound["referrals"])
    referrer, referred = (numbers(referrals[name]) - 1 for name in ("referrer_id", "referred_id"))
    free[referred] = False
    free[referrer[people.is_test[referred]]] = False
    wanted = number_of(people.count, RECORDS.erased_share, people.count)
    return Choice(second, _some(rng, free, count > 0, wanted))


def _some(rng: np.random.Generator, free: Bools, preferred: Bools, count: int) -> Ints:
    """Choose up to a number of the free rows, half of them preferred ones where possible."""
    first = rng.permutation(np.flatnonzero(free & preferred))[: (count + 1) // 2]
    rest = np.setdiff1d(np.flatnonzero(free), first)
    return np.sort(np.concatenate([first, rng.permutation(rest)[: count - len(first)]]))


def _has_dirt(people: int, export: Export) -> Bools:
    """Return whom the planted rows name."""
    named = np.zeros(people, dtype=bool)
    for entity, columns in {"customers": ("id",), **NAMES_OF_CUSTOMERS}.items():
        planted = export.tables[entity].slice(export.sound[entity])
        for column in columns:
            number = numbers(planted[column])
            named[number[(number > 0) & (number <= people)] - 1] = True
    return named
