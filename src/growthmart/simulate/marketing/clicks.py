"""Which orders and visits follow a message's link, and which messages are opened."""

from dataclasses import replace

import numpy as np

from growthmart.simulate.base.clock import DAY_SECONDS, Clock
from growthmart.simulate.base.draws import NONE, Bools, Floats, Ints
from growthmart.simulate.base.marketing_parameters import MARKETING
from growthmart.simulate.marketing.campaigns import Campaigns
from growthmart.simulate.marketing.channels import MESSAGE_CHANNELS
from growthmart.simulate.marketing.messages import NEVER, Messages
from growthmart.simulate.shop.orders import Orders
from growthmart.simulate.shop.purchases import Purchases

MOST_OPEN_SECONDS = 5 * DAY_SECONDS
OPEN_SECONDS = 6 * 3_600


def message_of_orders(
    rng: np.random.Generator,
    messages: Messages,
    campaigns: Campaigns,
    purchases: Purchases,
    orders: Orders,
    clock: Clock,
) -> Ints:
    """Return the row of the message whose link led to each order; `NONE` if none did.

    Most are induced orders. Some other orders follow a link too, but would be made without it.
    """
    followed = np.full(purchases.count, NONE)
    has_link = campaigns.has_link[messages.campaign] if campaigns.count else np.empty(0, bool)
    induced = np.flatnonzero(purchases.message != NONE)
    induced = induced[has_link[purchases.message[induced]]]
    induced = induced[rng.random(len(induced)) < MARKETING.induced_click_share]
    followed[induced] = purchases.message[induced]

    sent = np.flatnonzero(has_link & (messages.delivered != NEVER) & ~messages.is_induced)
    sent = sent[rng.random(len(sent)) < MARKETING.carried_click_share]
    soonest = clock.moments(messages.delivered[sent]) + MARKETING.induced_least_days
    order, found = _next_order(purchases, messages.person[sent], soonest, clock)
    found &= purchases.moment[order] < soonest + MARKETING.carried_window_days
    found &= orders.is_online[order] & ~orders.is_guest[order] & (followed[order] == NONE)
    found &= purchases.message[order] == NONE
    followed[order[found]] = sent[found]
    return followed


def _next_order(
    purchases: Purchases, person: Ints, moment: Floats, clock: Clock
) -> tuple[Ints, Bools]:
    """Return the first order of each person after a moment, and whether there is one."""
    if purchases.count == 0:
        return np.empty(0, np.int64), np.empty(0, bool)
    span = clock.days + 30.0
    key = purchases.person * span + purchases.moment
    by_person = np.argsort(key, kind="stable")
    place = np.searchsorted(key[by_person], person * span + moment)
    order = by_person[np.minimum(place, purchases.count - 1)]
    found = (place < purchases.count) & (purchases.person[order] == person)
    return order, found


def open_and_click(
    rng: np.random.Generator,
    messages: Messages,
    campaigns: Campaigns,
    followed: Ints,
    start: Ints,
) -> Messages:
    """Draw who opens and clicks; a link that led to an order is clicked when its visit starts.

    `followed` and `start` (seconds) have one row per order.
    """
    channel = campaigns.channel[messages.campaign]
    no_open = np.array([each.open is None for each in MESSAGE_CHANNELS])[channel]
    open_rate = np.array([each.open or 0.0 for each in MESSAGE_CHANNELS])[channel]
    click_rate = np.array([each.click or 0.0 for each in MESSAGE_CHANNELS])[channel]
    size = messages.count
    is_delivered = messages.delivered != NEVER

    is_opened = is_delivered & (rng.random(size) < open_rate)
    wait = np.minimum(rng.exponential(OPEN_SECONDS, size), MOST_OPEN_SECONDS).astype(np.int64)
    opened = messages.delivered + 30 + wait
    may_click = np.where(no_open, is_delivered, is_opened)
    is_clicked = may_click & (rng.random(size) < click_rate)
    clicked = np.where(is_clicked, opened + rng.integers(4, 60, size), NEVER)

    order = np.flatnonzero(followed != NONE)
    row = followed[order]
    clicked[row] = start[order]
    early = (clicked != NEVER) & (opened > clicked - 2)
    opened = np.where(early, np.maximum(clicked - 20, messages.delivered + 1), opened)
    reacted = np.maximum(messages.unsubscribed, messages.complained)
    early = (reacted != NEVER) & ((opened > reacted) | ~is_opened)
    opened = np.where(early & (clicked == NEVER), reacted - 60, opened)
    is_opened |= is_delivered & ((clicked != NEVER) | (reacted != NEVER))
    return replace(messages, opened=np.where(is_opened & ~no_open, opened, NEVER), clicked=clicked)
