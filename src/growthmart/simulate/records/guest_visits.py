"""The visits in which guests order, and their events."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import DAY_SECONDS
from growthmart.simulate.base.columns import ids, numbers
from growthmart.simulate.base.draws import draw_codes
from growthmart.simulate.base.web_parameters import WEB
from growthmart.simulate.dirt.export import with_values
from growthmart.simulate.dirt.web import received_seconds
from growthmart.simulate.marketing.messages import NEVER
from growthmart.simulate.records.guests import Guests, of_guests
from growthmart.simulate.records.placeholders import Placeholders
from growthmart.simulate.traffic.sources import AD_VARIANTS
from growthmart.simulate.web.event_table import block_words, event_table, session_truth
from growthmart.simulate.web.funnel import draw_counts, walk
from growthmart.simulate.web.items import draw_items, lines_of
from growthmart.simulate.web.sessions import NEVER_KNOWN, Sessions
from growthmart.simulate.web.views import block_taste
from growthmart.simulate.web.world import WebWorld


def guest_visits(
    rng: np.random.Generator, guests: Guests, world: WebWorld, placeholders: Placeholders
) -> tuple[pa.Table, pa.Table]:
    """Return the events of the guests and the truth about their sessions, one per order."""
    shop = guests.shop
    world = replace(
        world,
        people=shop.people,
        purchases=shop.purchases,
        orders=shop.orders,
        lines=shop.lines,
        visits=guests.visits,
        followed=np.full(shop.purchases.count, NEVER),
    )
    words, sessions = block_words(world), _sessions(rng, guests)
    steps = walk(
        rng,
        sessions,
        draw_counts(rng, sessions, lines_of(world, sessions)[1]),
        shop.clock.days * DAY_SECONDS - 1,
    )
    taste = block_taste(world.catalogue, shop.people.taste)
    items = draw_items(rng, world, sessions, steps, taste, 0)
    variant = rng.integers(len(AD_VARIANTS), size=sessions.count)
    received = received_seconds(rng, steps, shop.clock)
    events = event_table(world, words, sessions, variant, steps, items, received, 1, 1)
    letters = {"id": "E", "anonymous_id": "A", "device_id": "D", "session_hint": "S"}
    events = of_guests(events, {**letters, "order_id": "O"})
    word = guests.cookie_word[steps.session]
    mask = word >= 0
    values = placeholders.written("events", "anonymous_id", word[mask])
    events = with_values(events, "anonymous_id", mask, values)

    truth = session_truth(world, words, sessions, 1)
    person = ids("G", numbers(truth["customer_id"]))
    truth = truth.set_column(truth.schema.get_field_index("customer_id"), "customer_id", person)
    return events, of_guests(truth, {"id": "S", "order_id": "O"})


def _sessions(rng: np.random.Generator, guests: Guests) -> Sessions:
    """Return the visit of each order; a guest has one device, and with each order a new cookie."""
    shop, visits = guests.shop, guests.visits
    person, size = shop.purchases.person, shop.purchases.count
    zeros = np.zeros(size, dtype=np.int64)
    return Sessions(
        person=person,
        cookie=shop.orders.cookie,
        device=person + 1,
        device_type=draw_codes(rng, WEB.device_types, len(guests.kind))[person],
        country=shop.people.country[person],
        source=visits.source,
        order=np.arange(size),
        start=visits.start,
        resume=visits.resume,
        end=shop.clock.seconds(shop.purchases.moment),
        known_from=zeros + NEVER_KNOWN,
        signs_up=zeros,
        logs_in=zeros,
    )
