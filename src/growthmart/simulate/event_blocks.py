"""The events of the whole world, one block of people after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import DAY_SECONDS
from growthmart.simulate.base.draws import Ints
from growthmart.simulate.base.parts import Part, part_path
from growthmart.simulate.base.streams import Streams
from growthmart.simulate.base.web_parameters import WEB
from growthmart.simulate.dirt.ledger import Ledger
from growthmart.simulate.dirt.web import plant_events, received_seconds, sound_events
from growthmart.simulate.records.events import EventRecords
from growthmart.simulate.traffic.sources import AD_SOURCES, AD_VARIANTS
from growthmart.simulate.web.event_table import (
    ad_clicks,
    block_words,
    event_table,
    session_truth,
)
from growthmart.simulate.web.funnel import draw_counts, walk
from growthmart.simulate.web.items import draw_items, lines_of
from growthmart.simulate.web.sessions import draw_sessions
from growthmart.simulate.web.views import block_taste
from growthmart.simulate.web.world import WebWorld


@dataclass(frozen=True)
class Block:
    """The events of one block of people as exported, and the truth about their sessions.

    `clicks` has the number of sessions by day, ad and variant.
    """

    events: pa.Table
    sessions: pa.Table
    clicks: Ints


def no_clicks(days: int) -> Ints:
    """Return an empty count of clicks: days x ads x variants."""
    return np.zeros((days, len(AD_SOURCES), len(AD_VARIANTS)), dtype=np.int64)


def event_parts(
    streams: Streams,
    world: WebWorld,
    records: EventRecords,
    ledger: Ledger,
    clicks: Ints,
    on_step: Callable[[str], None],
) -> Iterator[Part]:
    """Yield the events and the truth of the sessions, and add up the clicks."""
    count = -(-world.people.count // WEB.block_people)
    on_step(f"events, part 1 of {count}")
    for number, block in enumerate(draw_blocks(streams, world, records, ledger)):
        clicks += block.clicks
        yield part_path("events", number, count), block.events
        yield part_path("truth/sessions", number, count), block.sessions
        on_step(f"events, part {min(number + 2, count)} of {count}")


def draw_blocks(
    streams: Streams, world: WebWorld, records: EventRecords, ledger: Ledger
) -> Iterator[Block]:
    """Yield the events block by block; each block of people has its own random streams.

    The visits of guests are in the first block.
    """
    words = block_words(world)
    of_guests = records.guest_visits(streams, world)
    visitors, first_session, first_event = 0, 1, 1
    for number, first in enumerate(range(0, world.people.count, WEB.block_people)):
        last = min(first + WEB.block_people, world.people.count)
        rng = streams[f"events.{number}"]
        sessions, visitors = draw_sessions(rng, world, first, last, visitors)
        counts = draw_counts(rng, sessions, lines_of(world, sessions)[1])
        steps = walk(rng, sessions, counts, world.clock.days * DAY_SECONDS - 1)
        taste = block_taste(world.catalogue, world.people.taste[first:last])
        items = draw_items(rng, world, sessions, steps, taste, first)
        variant = rng.integers(len(AD_VARIANTS), size=sessions.count)
        received = received_seconds(rng, steps, world.clock)
        clean = event_table(
            world, words, sessions, variant, steps, items, received, first_session, first_event
        )
        sound, avoided = sound_events(world, sessions, steps, records.is_erased, ledger)
        planter = plant_events(
            streams[f"dirt.events.{number}"], clean, sound, avoided, first_event, world, ledger
        )
        events = records.written_into(
            streams[f"records.events.{number}"],
            planter.result(),
            sessions,
            first_session,
        )
        truth = session_truth(world, words, sessions, first_session)
        if number == 0:
            events = pa.concat_tables([events, of_guests[0]])
            truth = pa.concat_tables([truth, of_guests[1]])
        yield Block(events, truth, ad_clicks(world, sessions, variant))
        first_session += sessions.count
        first_event = planter.next_number
