"""Every contact between people and the shop: calls, chats, visits, mails, posts."""

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.columns import entity_table, ids, pick, whole
from growthmart.simulate.base.draws import Floats, Ints, draw_codes
from growthmart.simulate.crm.draws import chance, draw_between, log_normal
from growthmart.simulate.crm.parameters import CRM
from growthmart.simulate.crm.payments import STORE
from growthmart.simulate.crm.shop import Shop
from growthmart.simulate.crm.tickets import Tickets
from growthmart.simulate.crm.vocabulary import (
    ADVICE,
    CONTACT_TOPICS,
    CONTACT_TYPES,
    DURATION_MEDIANS,
    INBOUND_TOPICS,
    MAIL,
    OTHER_CONTACTS,
    OUTBOUND_SHARE,
    OUTBOUND_TOPICS,
    OUTBOUND_TYPES,
    VISIT,
)

INBOUND, OUTBOUND = range(2)
DIRECTIONS = ("inbound", "outbound")
VISIT_DAYS = 0.02
Contacts = tuple[Ints, Ints, Ints, Floats, Ints]
"""Person, type, direction, moment and topic of each contact."""


def interaction_table(rng: np.random.Generator, shop: Shop, tickets: Tickets) -> pa.Table:
    """Build the contacts of known customers.

    Every ticket has an inbound contact and, once answered, an outbound one. Store orders have
    visits. Other contacts come at a constant rate until the person is lost.
    """
    sources = (_with_tickets(tickets), _visits(rng, shop), _others(rng, shop))
    person, kind, direction, moment, topic = (
        np.concatenate([source[part] for source in sources]) for part in range(5)
    )
    sequence = np.lexsort((direction, person, moment))
    sequence = sequence[moment[sequence] < shop.clock.days]
    kind = kind[sequence]
    seconds = log_normal(rng, np.array(DURATION_MEDIANS)[kind], CRM.duration_deviation)
    return entity_table(
        "interactions",
        shop.clock,
        id=ids("IN", np.arange(1, len(kind) + 1)),
        customer_id=shop.customer_ids(person[sequence]),
        type=pick(CONTACT_TYPES, kind),
        direction=pick(DIRECTIONS, direction[sequence]),
        happened_at=shop.clock.timestamps(moment[sequence]),
        duration_seconds=whole(np.rint(seconds), kind >= MAIL),
        topic=pick(CONTACT_TOPICS, topic[sequence]),
    )


def _with_tickets(tickets: Tickets) -> Contacts:
    known = np.flatnonzero(~tickets.is_guest)
    direction = np.repeat([INBOUND, OUTBOUND], len(known))
    known = np.tile(known, 2)
    moment = np.where(direction == INBOUND, tickets.opened[known], tickets.replied[known])
    return tickets.person[known], tickets.channel[known], direction, moment, tickets.topic[known]


def _visits(rng: np.random.Generator, shop: Shop) -> Contacts:
    """Draw the store visits that ended in an order; each starts shortly before its order."""
    happens = chance(rng, CRM.visit_with_store_order_share, shop.purchases.count)
    order = np.flatnonzero(happens & shop.is_counted & (shop.orders.channel == STORE))
    size = len(order)
    moment = np.maximum(shop.purchases.moment[order] - VISIT_DAYS * rng.random(size), 0)
    person = shop.purchases.person[order]
    return person, np.full(size, VISIT), np.full(size, INBOUND), moment, np.full(size, ADVICE)


def _others(rng: np.random.Generator, shop: Shop) -> Contacts:
    person, moment = draw_between(rng, shop.people.signup, shop.gone, CRM.contacts_per_year)
    size = len(person)
    is_outbound = chance(rng, OUTBOUND_SHARE, size)
    kind = np.where(
        is_outbound, _codes(rng, OUTBOUND_TYPES, size), _codes(rng, OTHER_CONTACTS, size)
    )
    topic = np.where(
        is_outbound, _codes(rng, OUTBOUND_TOPICS, size), _codes(rng, INBOUND_TOPICS, size)
    )
    return person, kind, np.where(is_outbound, OUTBOUND, INBOUND), moment, topic


def _codes(rng: np.random.Generator, weighted: tuple[tuple[int, float], ...], size: int) -> Ints:
    return np.array([code for code, _ in weighted])[draw_codes(rng, weighted, size)]
