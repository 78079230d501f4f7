"""Randomised campaigns: who gets a message, who is in control, and who buys because of it."""

from dataclasses import dataclass, field, replace

import numpy as np

from growthmart.simulate.base.clock import DAY_SECONDS, Clock
from growthmart.simulate.base.draws import NONE, Bools, Floats, Ints
from growthmart.simulate.base.marketing_parameters import MARKETING
from growthmart.simulate.marketing.campaigns import Campaigns
from growthmart.simulate.marketing.channels import MESSAGE_CHANNELS
from growthmart.simulate.marketing.effect import treatment_effect
from growthmart.simulate.shop.consent import Consent
from growthmart.simulate.shop.people import People
from growthmart.simulate.shop.products import Catalogue
from growthmart.simulate.shop.purchases import Purchases

NEVER = -1
ASSIGNED_SECOND = 7 * 3_600
SEND_SECONDS = 10 * 3_600


@dataclass(frozen=True)
class Messages:
    """One row per assignment, in order of campaign; times in seconds, `NEVER` if there is none.

    `effect` is the added probability to buy if treated; `is_induced` says whether the message led
    to an order.
    """

    campaign: Ints
    person: Ints
    is_treated: Bools
    effect: Floats
    is_induced: Bools
    assigned: Ints
    sent: Ints
    delivered: Ints
    bounced: Ints
    unsubscribed: Ints
    complained: Ints
    opened: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    clicked: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    @property
    def count(self) -> int:
        """How many assignments there are."""
        return len(self.person)


@dataclass(frozen=True)
class Induced:
    """One row per order that a message induced; `message` is the row of the message."""

    person: Ints
    moment: Floats
    message: Ints


def draw_messages(
    rng: np.random.Generator,
    people: People,
    purchases: Purchases,
    consent: Consent,
    campaigns: Campaigns,
    catalogue: Catalogue,
    clock: Clock,
) -> tuple[Messages, Induced]:
    """Run the campaigns one after the other; who unsubscribes gets no more of that channel.

    The audience of a campaign is the people who have bought and who allow its channel at the time.
    """
    last = np.full(people.count, -np.inf)
    noise = rng.standard_normal((people.count, len(MESSAGE_CHANNELS)), dtype=np.float32)
    parts: list[Messages] = []
    induced = [Induced(np.empty(0, np.int64), np.empty(0), np.empty(0, np.int64))]
    known = rows = 0
    for campaign in range(campaigns.count):
        day, channel = campaigns.day[campaign], campaigns.channel[campaign]
        until = np.searchsorted(purchases.moment, day)
        np.maximum.at(last, purchases.person[known:until], purchases.moment[known:until])
        known = until
        for orders in induced[-len(MESSAGE_CHANNELS) :]:
            earlier = orders.moment < day
            np.maximum.at(last, orders.person[earlier], orders.moment[earlier])

        bought = np.flatnonzero(np.isfinite(last))
        purpose = ("marketing", MESSAGE_CHANNELS[channel].name)
        person = bought[consent.has_consent(bought, purpose, np.full(len(bought), day))]
        match = people.taste[person] @ catalogue.category_taste[campaigns.category[campaign]]
        effect = treatment_effect(
            people.price_sensitivity[person], day - last[person], match, noise[person, channel]
        )
        part = _send(rng, campaigns, campaign, person, effect)
        for gone in (part.unsubscribed, part.complained):
            left = gone != NEVER
            consent.withdraw(person[left], purpose, clock.moments(gone[left]))
        parts.append(part)
        induced.append(_induce(rng, part, rows, clock))
        rows += part.count
    if not parts:
        parts.append(_send(rng, campaigns, NONE, np.empty(0, np.int64), np.empty(0)))
    return _joined(parts), Induced(
        *(
            np.concatenate([getattr(part, name) for part in induced])
            for name in ("person", "moment", "message")
        )
    )


def _send(
    rng: np.random.Generator, campaigns: Campaigns, campaign: int, person: Ints, effect: Floats
) -> Messages:
    """Draw the arms of one campaign, and what happens to the messages sent."""
    size = len(person)
    channel = MESSAGE_CHANNELS[campaigns.channel[campaign] if size else 0]
    day = campaigns.day[campaign] if size else 0
    is_treated = rng.random(size) >= MARKETING.control_share
    assigned = np.full(size, day * DAY_SECONDS + ASSIGNED_SECOND)
    sent = np.where(is_treated, assigned + rng.integers(60, SEND_SECONDS, size), NEVER)
    is_bounced = is_treated & (rng.random(size) < channel.bounce)
    passed = sent + rng.integers(2, 300, size)
    is_delivered = is_treated & ~is_bounced
    delivered = np.where(is_delivered, passed, NEVER)
    is_gone = is_delivered & (rng.random(size) < channel.unsubscribe)
    complains = is_delivered & ~is_gone & (rng.random(size) < channel.complain)
    reacted = passed + rng.integers(120, DAY_SECONDS, size)
    return Messages(
        campaign=np.full(size, campaign),
        person=person,
        is_treated=is_treated,
        effect=effect,
        is_induced=is_delivered & (rng.random(size) < effect),
        assigned=assigned,
        sent=sent,
        delivered=delivered,
        bounced=np.where(is_bounced, passed, NEVER),
        unsubscribed=np.where(is_gone, reacted, NEVER),
        complained=np.where(complains, reacted, NEVER),
    )


def _induce(rng: np.random.Generator, part: Messages, rows: int, clock: Clock) -> Induced:
    """Draw when the induced orders are made; there are `rows` messages before this campaign's."""
    row = np.flatnonzero(part.is_induced)
    wait = rng.exponential(MARKETING.induced_delay_days, len(row))
    wait = np.clip(wait, MARKETING.induced_least_days, MARKETING.induced_most_days)
    return Induced(part.person[row], clock.moments(part.delivered[row]) + wait, rows + row)


def _joined(parts: list[Messages]) -> Messages:
    names = [name for name in Messages.__dataclass_fields__ if name not in ("opened", "clicked")]
    whole = Messages(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    )
    nothing = np.full(whole.count, NEVER)
    return replace(whole, opened=nothing, clicked=nothing)
