"""Support tickets: their topics, and how long help took."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.columns import entity_table, ids, pick
from growthmart.simulate.base.draws import NONE, Bools, Floats, Ints, draw_codes
from growthmart.simulate.base.vocabulary import REFUND_REASONS
from growthmart.simulate.crm.draws import chance, draw_between, log_normal
from growthmart.simulate.crm.parameters import CRM
from growthmart.simulate.crm.shop import Shop
from growthmart.simulate.crm.vocabulary import (
    CHAT,
    CONTACT_TYPES,
    ORDER_TOPICS,
    OTHER_TOPICS,
    REFUND_TICKET_SHARE,
    REFUND_TOPICS,
    REPLY_HOURS,
    RESOLUTION_DAYS,
    SEVERITIES,
    TICKET_CHANNELS,
    TICKET_TOPICS,
)


@dataclass(frozen=True)
class Tickets:
    """One row per ticket, in order of time; `order` is a row of the orders or `NONE`.

    Replies and resolutions may lie after the calendar's end: they have not happened yet.
    """

    person: Ints
    order: Ints
    is_guest: Bools
    opened: Floats
    replied: Floats
    resolved: Floats
    topic: Ints
    severity: Ints
    channel: Ints

    @property
    def resolution_days(self) -> Floats:
        """The days from the opening of each ticket to its resolution."""
        return self.resolved - self.opened


def draw_tickets(rng: np.random.Generator, shop: Shop) -> Tickets:
    """Draw the tickets about refunds, about other orders, and about other topics."""
    sources = (_about_refunds(rng, shop), _about_orders(rng, shop), _about_others(rng, shop))
    person, order, opened, topic = (
        np.concatenate([source[part] for source in sources]) for part in range(4)
    )
    sequence = np.lexsort((person, opened))
    sequence = sequence[opened[sequence] < shop.clock.days]
    person, order, opened = person[sequence], order[sequence], opened[sequence]
    size = len(person)
    severity = draw_codes(rng, SEVERITIES, size)
    channel = draw_codes(rng, TICKET_CHANNELS, size)
    days = log_normal(rng, np.array(REPLY_HOURS)[severity] / 24, CRM.reply_deviation)
    replied = opened + np.where(channel <= CHAT, CRM.live_channel_reply_factor, 1) * days
    days = log_normal(rng, np.array(RESOLUTION_DAYS)[severity], CRM.resolution_deviation)
    return Tickets(
        person=person,
        order=order,
        is_guest=(order != NONE) & np.append(shop.orders.is_guest, False)[order],
        opened=opened,
        replied=replied,
        resolved=replied + days,
        topic=topic[sequence],
        severity=severity,
        channel=channel,
    )


def _about_refunds(rng: np.random.Generator, shop: Shop) -> tuple[Ints, Ints, Floats, Ints]:
    """Draw tickets opened between an order and its refund, by the refund's reason."""
    reasons = [word for word, _ in REFUND_REASONS]
    share = np.array([REFUND_TICKET_SHARE[word] for word in reasons])[shop.returns.reason]
    is_known = shop.is_counted[shop.returns.order]
    row = np.flatnonzero(is_known & chance(rng, share, len(share)))
    order = shop.returns.order[row]
    ordered = shop.purchases.moment[order]
    opened = ordered + rng.random(len(row)) * (shop.returns.moment[row] - ordered)
    topic = np.array([REFUND_TOPICS[word] for word in reasons])[shop.returns.reason[row]]
    return shop.purchases.person[order], order, opened, topic


def _about_orders(rng: np.random.Generator, shop: Shop) -> tuple[Ints, Ints, Floats, Ints]:
    happens = shop.is_counted & chance(rng, CRM.ticket_order_share, shop.purchases.count)
    happens[shop.returns.order] = False
    order = np.flatnonzero(happens)
    delay = rng.gamma(2.0, CRM.ticket_delay_days, len(order))
    topic = np.array([code for code, _ in ORDER_TOPICS])[draw_codes(rng, ORDER_TOPICS, len(order))]
    return shop.purchases.person[order], order, shop.purchases.moment[order] + delay, topic


def _about_others(rng: np.random.Generator, shop: Shop) -> tuple[Ints, Ints, Floats, Ints]:
    person, opened = draw_between(rng, shop.people.signup, shop.gone, CRM.tickets_per_year)
    topic = np.array([code for code, _ in OTHER_TOPICS])[draw_codes(rng, OTHER_TOPICS, len(person))]
    return person, np.full(len(person), NONE), opened, topic


def ticket_table(shop: Shop, tickets: Tickets) -> pa.Table:
    """Build the tickets as the service desk exports them; it does not know guests."""
    is_unanswered = tickets.replied >= shop.clock.days
    is_open = tickets.resolved >= shop.clock.days
    return entity_table(
        "support_tickets",
        shop.clock,
        id=ids("TK", np.arange(1, len(tickets.person) + 1)),
        customer_id=shop.customer_ids(tickets.person, tickets.is_guest),
        opened_at=shop.clock.timestamps(tickets.opened),
        first_reply_at=shop.clock.timestamps(tickets.replied, is_unanswered),
        resolved_at=shop.clock.timestamps(tickets.resolved, is_open),
        topic=pick(TICKET_TOPICS, tickets.topic),
        severity=pick([word for word, _ in SEVERITIES], tickets.severity),
        channel=pick(CONTACT_TYPES, tickets.channel),
    )
