"""Who may be written to at the end of the calendar: the truth about permissions."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.clock import TIMESTAMP
from growthmart.simulate.base.columns import ids, numbers, pick
from growthmart.simulate.base.draws import Bools, Ints
from growthmart.simulate.dirt.export import Export
from growthmart.simulate.marketing.campaigns import Campaigns
from growthmart.simulate.marketing.channels import MESSAGE_CHANNELS

NAMES = [channel.name for channel in MESSAGE_CHANNELS]
NEVER = -1
EVERY, NONE = -1, -2
"""In place of a channel: every channel, or none because the purpose is not marketing."""
_SAID = {
    "consents": {"granted_at": "granted_at", "withdrawn_at": "refused_at"},
    "messages": {
        "unsubscribed_at": "refused_at",
        "complained_at": "complained_at",
        "bounced_at": "bounced_at",
    },
}


def permission_truth(
    export: Export, campaigns: Campaigns, person_of: Ints, free: Bools
) -> pa.Table:
    """Build the last word of each person about each channel, under all accounts.

    `person_of` has the person of each account number; `free` leaves out test people and those who
    were erased. A no in a message whose campaign is unknown holds for every channel.
    """
    last = {
        name: np.full(len(free) * len(NAMES), NEVER)
        for name in ("granted_at", "refused_at", "complained_at", "bounced_at")
    }
    for entity, columns in _SAID.items():
        rows = export.tables[entity].filter(pa.array(export.kept[entity]))
        channel = _channels(entity, rows, campaigns)
        number = numbers(rows["customer_id"])
        person = np.full(len(number), NEVER)
        known = (number > 0) & (number < len(person_of))
        person[known] = person_of[number[known]]
        person[~free[person]] = NEVER
        for column, word in columns.items():
            moment = pc.fill_null(rows[column].cast(pa.int64()), NEVER).to_numpy()
            said = (moment != NEVER) & (person != NEVER)
            for place in range(len(NAMES)):
                heard = said & ((channel == place) | ((channel == EVERY) & (word != "granted_at")))
                cell = person[heard] * len(NAMES) + place
                np.maximum.at(last[word], cell, moment[heard])
    is_told = np.maximum.reduce(list(last.values())) != NEVER
    cell = np.flatnonzero(is_told)
    no = np.maximum(last["refused_at"], last["complained_at"])
    return pa.table(
        {
            "person_id": ids("C", cell // len(NAMES) + 1),
            "channel": pick(NAMES, cell % len(NAMES)),
            **{
                word: pa.array(moment[cell], pa.int64(), mask=moment[cell] == NEVER).cast(TIMESTAMP)
                for word, moment in last.items()
            },
            "may_be_written_to": (last["granted_at"] > no)[cell],
        }
    )


def _channels(entity: str, rows: pa.Table, campaigns: Campaigns) -> Ints:
    """Return the position of each row's channel, `EVERY`, or `NONE` if it is not for marketing."""
    if entity == "messages":
        campaign = pc.index_in(rows["campaign_id"], value_set=campaigns.ids())
        place = pc.fill_null(campaign, EVERY).to_numpy().astype(np.int64)
        return np.append(campaigns.channel, EVERY)[place]
    place = pc.index_in(rows["channel"], value_set=pa.array(NAMES))
    place = pc.if_else(pc.equal(rows["purpose"], "marketing"), place, None)
    return pc.fill_null(place, NONE).to_numpy().astype(np.int64)
