"""The campaigns: ads, which always run, and messages, which are sent on one day."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import (
    MONEY,
    PRICE,
    decimals,
    entity_table,
    ids,
    join,
    pick,
    repeat,
)
from growthmart.simulate.base.draws import NONE, Bools, Ints
from growthmart.simulate.base.marketing_parameters import MARKETING
from growthmart.simulate.base.vocabulary import CATEGORIES, PROMOTIONS
from growthmart.simulate.marketing.channels import (
    MESSAGE_CHANNELS,
    OBJECTIVES,
    OFFER_PROMOTION,
    OFFERS,
)
from growthmart.simulate.traffic.sources import AD_SOURCES, SOURCES

CAMPAIGN_DAYS = 7


@dataclass(frozen=True)
class Campaigns:
    """One row per campaign that sends messages, in order of time; codes are vocabulary positions.

    `day` is the day of the assignment, and `category` is the topic of the message.
    """

    channel: Ints
    day: Ints
    category: Ints
    objective: Ints
    offer: Ints

    @property
    def count(self) -> int:
        """How many campaigns there are."""
        return len(self.day)

    @property
    def has_link(self) -> Bools:
        """Whether the messages of each campaign have a link."""
        return np.array([channel.tag is not None for channel in MESSAGE_CHANNELS])[self.channel]

    def ids(self) -> pa.Array:
        """Return the ids, which are also the utm campaign of the links."""
        return ids("K", np.arange(1, self.count + 1))


def draw_campaigns(rng: np.random.Generator, clock: Clock) -> Campaigns:
    """Plan every campaign; none is so late that its effect would be after the calendar's end."""
    last = clock.days - MARKETING.campaign_tail_days
    plan = sorted(
        (day, place)
        for place, channel in enumerate(MESSAGE_CHANNELS)
        for day in range(channel.first_day, max(int(last), 0), channel.every_days)
    )
    size = len(plan)
    day, channel = np.array(plan, dtype=np.int64).reshape(size, 2).T
    return Campaigns(
        channel=channel,
        day=day,
        category=rng.integers(len(CATEGORIES), size=size),
        objective=rng.integers(len(OBJECTIVES), size=size),
        offer=rng.integers(len(OFFERS), size=size),
    )


def campaign_table(campaigns: Campaigns, clock: Clock) -> pa.Table:
    """Build the campaigns, the ads first; the costs of ads are in the ad spend."""
    ads, size = len(AD_SOURCES), campaigns.count
    names = [SOURCES[ad].name for ad in AD_SOURCES]
    channels = [channel.name for channel in MESSAGE_CHANNELS]
    channel = pick(channels, campaigns.channel)
    name = join([channel, pick(CATEGORIES, campaigns.category), campaigns.ids()], " ")
    promotion = np.array(OFFER_PROMOTION)[campaigns.offer]
    first_day = clock.start.astype("datetime64[D]")
    started = np.concatenate([np.zeros(ads, dtype=np.int64), campaigns.day])
    length = np.concatenate([np.full(ads, clock.days - 1), np.full(size, CAMPAIGN_DAYS)])
    no_offer = pa.nulls(ads, pa.string())
    return entity_table(
        "campaigns",
        clock,
        id=pa.concat_arrays([pa.array(names), campaigns.ids()]),
        name=pa.concat_arrays([pa.array([word.replace("_", " ") for word in names]), name]),
        channel=pa.concat_arrays([repeat(pa.scalar("ads"), ads), channel]),
        objective=pa.concat_arrays(
            [repeat(pa.scalar("acquisition"), ads), pick(OBJECTIVES, campaigns.objective)]
        ),
        offer=pa.concat_arrays([no_offer, pick(OFFERS, campaigns.offer)]),
        promotion_code=pa.concat_arrays(
            [no_offer, pick([word for word, _ in PROMOTIONS], promotion, promotion == NONE)]
        ),
        started_on=pa.array(first_day + started),
        ended_on=pa.array(first_day + started + length),
        fixed_cost=decimals(_units(campaigns, "fixed_cost", ads, 2), MONEY),
        cost_per_message=decimals(_units(campaigns, "message_cost", ads, 4), PRICE),
        currency=repeat(pa.scalar("EUR"), ads + size),
    )


def _units(campaigns: Campaigns, name: str, ads: int, places: int) -> Ints:
    """Return a cost of each campaign in units of the last decimal place; zero for ads."""
    euros = np.array([getattr(channel, name) for channel in MESSAGE_CHANNELS])
    own = np.rint(10**places * euros[campaigns.channel]).astype(np.int64)
    return np.concatenate([np.zeros(ads, dtype=np.int64), own])
