"""Messages as the campaign tool exports them, and the hidden effect of each."""

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import entity_table, ids, pick
from growthmart.simulate.base.draws import Ints
from growthmart.simulate.marketing.campaigns import Campaigns
from growthmart.simulate.marketing.channels import MESSAGE_CHANNELS
from growthmart.simulate.marketing.messages import NEVER, Messages

ARMS = ("control", "treatment")


def message_table(messages: Messages, clock: Clock) -> pa.Table:
    """Build one row per assignment; the control arm gets no message."""

    def at(seconds: Ints) -> pa.Array:
        return clock.second_timestamps(seconds, seconds == NEVER)

    return entity_table(
        "messages",
        clock,
        id=ids("M", np.arange(1, messages.count + 1)),
        customer_id=ids("C", messages.person + 1),
        campaign_id=ids("K", messages.campaign + 1),
        experiment_arm=pick(ARMS, messages.is_treated.astype(np.int64)),
        assigned_at=at(messages.assigned),
        sent_at=at(messages.sent),
        delivered_at=at(messages.delivered),
        opened_at=at(messages.opened),
        clicked_at=at(messages.clicked),
        unsubscribed_at=at(messages.unsubscribed),
        bounced_at=at(messages.bounced),
        complained_at=at(messages.complained),
    )


def message_truth(messages: Messages) -> pa.Table:
    """Build the hidden truth about each assignment: the added probability to buy if treated."""
    return pa.table(
        {
            "id": ids("M", np.arange(1, messages.count + 1)),
            "treatment_effect": messages.effect,
            "is_induced": messages.is_induced,
        }
    )


def effect_truth(messages: Messages, campaigns: Campaigns) -> pa.Table:
    """Build the mean effect of each channel's campaigns on each person of their audiences."""
    kinds = len(MESSAGE_CHANNELS)
    channel = campaigns.channel[messages.campaign]
    groups, place = np.unique(messages.person * kinds + channel, return_inverse=True)
    count = np.bincount(place, minlength=len(groups))
    total = np.bincount(place, messages.effect, minlength=len(groups))
    return pa.table(
        {
            "customer_id": ids("C", groups // kinds + 1),
            "campaign_type": pick([each.name for each in MESSAGE_CHANNELS], groups % kinds),
            "messages_count": count,
            "treatment_effect": total / np.maximum(count, 1),
        }
    )
