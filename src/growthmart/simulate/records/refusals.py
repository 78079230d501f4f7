"""People who say no in a message, which the shop does not write down as a withdrawn consent."""

from dataclasses import dataclass

import numpy as np

from growthmart.simulate.base.clock import DAY_SECONDS, Clock
from growthmart.simulate.base.columns import ids, numbers
from growthmart.simulate.base.draws import Bools, Ints
from growthmart.simulate.dirt.export import Export
from growthmart.simulate.marketing.campaigns import Campaigns
from growthmart.simulate.marketing.channels import MESSAGE_CHANNELS
from growthmart.simulate.marketing.messages import NEVER, Messages
from growthmart.simulate.records.parameters import RECORDS, number_of
from growthmart.simulate.records.rows import granted
from growthmart.simulate.shop.consent import PURPOSES, Consent

CHANNEL_PURPOSE = np.array(
    [PURPOSES.index(("marketing", channel.name)) for channel in MESSAGE_CHANNELS]
)
"""The position in `PURPOSES` of each channel of messages."""
NO_ORDER_SECONDS = 120


@dataclass(frozen=True)
class Refusals:
    """The rows of messages in which people say no, and when, in seconds."""

    message: Ints
    moment: Ints
    is_complaint: Bools


def draw_refusals(
    rng: np.random.Generator,
    messages: Messages,
    campaigns: Campaigns,
    free: Bools,
    several: Bools,
    clock: Clock,
) -> Refusals:
    """Draw who says no to the last message that the person gets in a channel.

    People with `several` accounts do not complain: they may agree again with a new account.
    """
    people, size = len(free), messages.count
    channel = campaigns.channel[messages.campaign] if campaigns.count else np.empty(0, np.int64)
    key = messages.person * len(MESSAGE_CHANNELS) + channel
    last = size - 1 - np.unique(key[::-1], return_index=True)[1]
    silent = np.maximum(messages.unsubscribed, messages.complained) == NEVER
    may = free[messages.person] & silent & (messages.delivered != NEVER)
    last = rng.permutation(last[may[last]])
    leaves = number_of(len(last), RECORDS.unsubscribed_share, people)
    complains = number_of(len(last), RECORDS.complained_share, people)
    message = last[: leaves + complains]
    seen = np.maximum.reduce(
        [messages.delivered[message], messages.opened[message], messages.clicked[message]]
    )
    moment = seen + rng.integers(NO_ORDER_SECONDS, DAY_SECONDS, len(message))
    return Refusals(
        message=message,
        moment=np.minimum(moment, np.maximum(clock.days * DAY_SECONDS - 1, seen)),
        is_complaint=(np.arange(len(message)) >= leaves) & ~several[messages.person[message]],
    )


def keep_refusals(
    rng: np.random.Generator,
    refusals: Refusals,
    messages: Messages,
    campaigns: Campaigns,
    consent: Consent,
    free: Bools,
    export: Export,
    clock: Clock,
) -> None:
    """Write the refusals into the messages, and consents of people who change their mind."""
    row = numbers(export.tables["messages"]["id"]) - 1
    code = np.full(max(int(row.max(initial=0)) + 1, messages.count), -1)
    code[refusals.message] = np.arange(len(refusals.message))
    place = code[row]
    is_no = place >= 0
    complains = is_no & refusals.is_complaint[place] if len(refusals.message) else is_no
    for column, mask in (("unsubscribed_at", is_no & ~complains), ("complained_at", complains)):
        moments = clock.second_timestamps(refusals.moment[place[mask]])
        export.write("messages", column, mask, moments)
    _open(refusals, messages, campaigns, place, is_no, export, clock)

    person, purpose, since = _change_of_mind(
        rng, refusals, messages, campaigns, consent, free, clock
    )
    end = clock.days * DAY_SECONDS
    moment = since + 1 + (rng.random(len(since)) * np.maximum(end - since - 2, 0)).astype(np.int64)
    may = moment < end
    export.append(
        "consents", granted(clock, "CB", ids("C", person[may] + 1), purpose[may], moment[may])
    )


def _change_of_mind(
    rng: np.random.Generator,
    refusals: Refusals,
    messages: Messages,
    campaigns: Campaigns,
    consent: Consent,
    free: Bools,
    clock: Clock,
) -> tuple[Ints, Ints, Ints]:
    """Return who grants what again, and since when it is refused; no one who complained does."""
    nothing = np.empty(0, dtype=np.int64)
    asked = CHANNEL_PURPOSE[campaigns.channel[messages.campaign]] if campaigns.count else nothing
    has_complained = np.zeros(consent.withdrawn.shape, dtype=bool)
    complaint = messages.complained != NEVER
    complaint[refusals.message[refusals.is_complaint]] = True
    has_complained[messages.person[complaint], asked[complaint]] = True

    left = np.flatnonzero(~refusals.is_complaint)
    left = left[: round(len(left) * RECORDS.granted_again_share)]
    message = refusals.message[left]
    may = np.isfinite(consent.withdrawn) & ~has_complained & free[:, None]
    may[:, np.setdiff1d(np.arange(len(PURPOSES)), CHANNEL_PURPOSE)] = False
    who, what = np.nonzero(may)
    again = rng.random(len(who)) < RECORDS.granted_again_after_withdrawal_share
    who, what = who[again], what[again]
    withdrawn = clock.seconds(consent.withdrawn[who, what])
    return (
        np.concatenate([messages.person[message], who]),
        np.concatenate([asked[message], what]),
        np.concatenate([refusals.moment[left], withdrawn]),
    )


def _open(
    refusals: Refusals,
    messages: Messages,
    campaigns: Campaigns,
    place: Ints,
    is_no: Bools,
    export: Export,
    clock: Clock,
) -> None:
    """Let messages be opened before a no, where messages of the channel can be opened."""
    can_open = np.array([each.open is not None for each in MESSAGE_CHANNELS])
    message = refusals.message[place[is_no]]
    unread = can_open[campaigns.channel[messages.campaign[message]]]
    unread &= messages.opened[message] == NEVER
    mask = is_no.copy()
    mask[is_no] = unread
    delivered, moment = messages.delivered[message], refusals.moment[place[is_no]]
    opened = np.maximum(delivered + 1, moment - 60)[unread]
    export.write("messages", "opened_at", mask, clock.second_timestamps(opened))
