"""The visit of each online order: its source and its start."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.draws import NONE, Bools, Ints
from growthmart.simulate.base.web_parameters import WEB
from growthmart.simulate.marketing.campaigns import Campaigns
from growthmart.simulate.marketing.channels import MESSAGE_CHANNELS
from growthmart.simulate.marketing.messages import Messages
from growthmart.simulate.shop.orders import Orders
from growthmart.simulate.shop.people import People
from growthmart.simulate.shop.purchases import Purchases
from growthmart.simulate.traffic.sources import SOURCES, STORE
from growthmart.simulate.traffic.traffic import Traffic

SAME_VISIT_SECONDS = 1_800
"""A first order within this time after signup is made in the visit of the signup."""


@dataclass(frozen=True)
class OrderVisits:
    """One row per order, in seconds: `start`, and `resume`, the second event of the visit.

    `source` is a position in `SOURCES`, or after them the position of a campaign. It is `NONE` for
    offline orders. `earlier` is the number of visits of each person before signup.
    """

    source: Ints
    start: Ints
    resume: Ints
    signs_up: Bools
    earlier: Ints


def draw_visits(
    rng: np.random.Generator,
    people: People,
    purchases: Purchases,
    orders: Orders,
    messages: Messages,
    followed: Ints,
    traffic: Traffic,
    clock: Clock,
) -> OrderVisits:
    """Draw the visits; `followed` is the message whose link led to each order."""
    size = purchases.count
    person = purchases.person
    ordered = clock.seconds(purchases.moment)
    created = clock.seconds(people.signup)
    earlier = rng.poisson(WEB.earlier_visits_mean, people.count)
    earlier[people.origin == STORE] = 0

    source = traffic.draw_again(rng, purchases.moment.astype(np.int64))
    by_link = followed != NONE
    source[by_link] = len(SOURCES) + messages.campaign[followed[by_link]]
    length = rng.gamma(WEB.order_visit_shape, WEB.order_visit_seconds, size)
    start = ordered - np.clip(length, 120, SAME_VISIT_SECONDS - 300).astype(np.int64)
    start = np.maximum(start, created[person] + 1)
    received = messages.delivered[followed[by_link]] + 60
    start[by_link] = np.maximum(start[by_link], received)
    resume = np.minimum(start + rng.integers(3, 40, size), ordered)

    is_first = np.zeros(size, dtype=bool)
    is_first[np.unique(person, return_index=True)[1]] = True
    signs_up = is_first & orders.is_online & ~orders.is_guest & ~by_link
    signs_up &= (people.origin[person] != STORE) & (ordered - created[person] < SAME_VISIT_SECONDS)
    resume = np.where(signs_up, created[person], resume)
    begun = np.maximum(created[person] - rng.integers(20, 120, size), 0)
    start = np.where(signs_up, begun, np.minimum(start, ordered))
    by_origin = signs_up & (earlier[person] == 0)
    source = np.where(by_origin, people.origin[person], source)
    return OrderVisits(
        source=np.where(orders.is_online, source, NONE),
        start=start,
        resume=resume,
        signs_up=signs_up,
        earlier=earlier,
    )


def tag_words(campaigns: Campaigns) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Return utm source, medium and campaign of every source and campaign; null if it has none."""
    tags = [source.tag or (None, None, None) for source in SOURCES]
    for code, name in zip(campaigns.channel, campaigns.ids().to_pylist(), strict=True):
        tag = MESSAGE_CHANNELS[code].tag
        tags.append((*tag, name) if tag else (None, None, None))
    return tuple(pa.array([tag[part] for tag in tags], pa.string()) for part in range(3))


def order_tags(visits: OrderVisits, campaigns: Campaigns) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Return utm source, medium and campaign of every order, from its visit."""
    source = pa.array(visits.source, mask=visits.source == NONE)
    return tuple(words.take(source) for words in tag_words(campaigns))


def channel_words(campaigns: Campaigns) -> list[str]:
    """Return the channel of every source and campaign."""
    own = [MESSAGE_CHANNELS[code].name for code in campaigns.channel]
    return [*(source.channel for source in SOURCES), *own]
