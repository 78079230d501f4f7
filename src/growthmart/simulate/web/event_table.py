"""Events and sessions as columns; words are looked up, and never built row by row."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import DAY_SECONDS
from growthmart.simulate.base.columns import SCHEMAS, ids, pick
from growthmart.simulate.base.draws import NONE, Bools, Ints
from growthmart.simulate.base.vocabulary import CATEGORIES, COUNTRIES
from growthmart.simulate.base.web_parameters import WEB
from growthmart.simulate.marketing.visits import channel_words, tag_words
from growthmart.simulate.traffic.sources import AD_SOURCES, AD_VARIANTS, SOURCES
from growthmart.simulate.web.funnel import STEP, STEPS, Walk
from growthmart.simulate.web.items import Items, page_words
from growthmart.simulate.web.sessions import Sessions
from growthmart.simulate.web.world import WebWorld


@dataclass(frozen=True)
class Words:
    """The words that every block looks up: one entry per source and campaign, page and product."""

    tags: tuple[pa.Array, pa.Array, pa.Array]
    referrer: pa.Array
    click_id: pa.Array
    content: pa.Array
    channel: list[str]
    page: pa.Array
    product: pa.Array


def block_words(world: WebWorld) -> Words:
    """Build the words once for all blocks; `content` has one entry per source and variant."""
    none = [None] * world.campaigns.count
    content = [
        f"{source.name}_{variant}" if source.platform else None
        for source in SOURCES
        for variant in AD_VARIANTS
    ]
    return Words(
        tags=tag_words(world.campaigns),
        referrer=pa.array([*(source.referrer for source in SOURCES), *none], pa.string()),
        click_id=pa.array([*(source.click_id for source in SOURCES), *none], pa.string()),
        content=pa.array([*content, *none, *none], pa.string()),
        channel=channel_words(world.campaigns),
        page=page_words(world.catalogue.count),
        product=ids("P", np.arange(1, world.catalogue.count + 1)),
    )


def event_table(
    world: WebWorld,
    words: Words,
    sessions: Sessions,
    variant: Ints,
    walk: Walk,
    items: Items,
    received: Ints,
    first_session: int,
    first_event: int,
) -> pa.Table:
    """Build the events; the source of a visit is on its first event only."""
    landing = walk.place == 0
    source = pa.array(sessions.source[walk.session], mask=~landing)
    content = sessions.source * len(AD_VARIANTS) + variant
    is_purchase = walk.step == STEP["purchase"]
    order = np.where(is_purchase, sessions.order[walk.session], 0)
    hidden = np.flatnonzero(is_known(sessions, walk))
    customer = np.full(walk.count, NONE)
    customer[hidden] = sessions.person[walk.session[hidden]]
    session = pa.array(walk.session)
    columns = {
        "id": ids("E", first_event + np.arange(walk.count)),
        "occurred_at": world.clock.second_timestamps(walk.second),
        "name": pick(STEPS, walk.step),
        "anonymous_id": ids("A", sessions.cookie).take(session),
        "customer_id": _looked_up("C", customer),
        "device_id": ids("D", sessions.device).take(session),
        "session_hint": ids("S", first_session + np.arange(sessions.count)).take(session),
        "page": words.page.take(pa.array(items.page)),
        "product_id": words.product.take(pa.array(items.product, mask=items.product == NONE)),
        "order_id": ids("O", order + 1, ~is_purchase),
        "search_term": pick([name.lower() for name in CATEGORIES], items.term, items.term == NONE),
        "referrer": words.referrer.take(source),
        "utm_source": words.tags[0].take(source),
        "utm_medium": words.tags[1].take(source),
        "utm_campaign": words.tags[2].take(source),
        "utm_content": words.content.take(pa.array(content[walk.session], mask=~landing)),
        "click_id_type": words.click_id.take(source),
        "device_type": _by_session(
            [name for name, _ in WEB.device_types], sessions.device_type, walk
        ),
        "country": _by_session([land.code for land in COUNTRIES], sessions.country, walk),
        "received_at": world.clock.second_timestamps(received),
    }
    return pa.table(columns, schema=SCHEMAS["events"])


def is_known(sessions: Sessions, walk: Walk) -> Bools:
    """Return which events have the id of the customer."""
    return walk.place >= sessions.known_from[walk.session]


def _by_session(texts: Sequence[str], codes: Ints, walk: Walk) -> pa.Array:
    return pick(texts, codes[walk.session])


def _looked_up(prefix: str, rows: Ints) -> pa.Array:
    """Build ids by their row, each text only once; null where the row is `NONE`."""
    values, place = np.unique(rows, return_inverse=True)
    return ids(prefix, values + 1, values == NONE).take(pa.array(place))


def session_truth(
    world: WebWorld, words: Words, sessions: Sessions, first_session: int
) -> pa.Table:
    """Build the hidden truth about each session: the person, the channel and the order."""
    return pa.table(
        {
            "id": ids("S", first_session + np.arange(sessions.count)),
            "customer_id": ids("C", sessions.person + 1, sessions.person == NONE),
            "channel": pick(words.channel, sessions.source),
            "order_id": ids("O", sessions.order + 1, sessions.order == NONE),
            "started_at": world.clock.second_timestamps(sessions.start),
        }
    )


def ad_clicks(world: WebWorld, sessions: Sessions, variant: Ints) -> Ints:
    """Count the sessions by day, ad and variant."""
    place = np.full(len(SOURCES) + world.campaigns.count, NONE)
    place[list(AD_SOURCES)] = np.arange(len(AD_SOURCES))
    row = np.flatnonzero(place[sessions.source] != NONE)
    shape = (world.clock.days, len(AD_SOURCES), len(AD_VARIANTS))
    day = sessions.start[row] // DAY_SECONDS
    cell = np.ravel_multi_index((day, place[sessions.source[row]], variant[row]), shape)
    return np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape)
