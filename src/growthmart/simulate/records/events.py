"""The records in the events: newer accounts, words in place of ids, erased people and guests."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.columns import ids, numbers
from growthmart.simulate.base.draws import NONE, Bools, Ints
from growthmart.simulate.base.streams import Streams
from growthmart.simulate.dirt.export import with_values
from growthmart.simulate.records.guest_visits import guest_visits
from growthmart.simulate.records.guests import Guests
from growthmart.simulate.records.parameters import RECORDS
from growthmart.simulate.records.placeholders import IDS, Placeholders
from growthmart.simulate.records.second_accounts import SecondAccounts
from growthmart.simulate.web.sessions import Sessions
from growthmart.simulate.web.world import WebWorld

REPLACED = ("anonymous_id", "device_id", "customer_id")
"""The columns of which one has the same word in all events of a session."""


@dataclass(frozen=True)
class EventRecords:
    """What the events need to know of the records; `is_erased` has one row per person."""

    accounts: SecondAccounts
    is_erased: Bools
    guests: Guests
    placeholders: Placeholders

    def written_into(
        self,
        rng: np.random.Generator,
        events: pa.Table,
        sessions: Sessions,
        first_session: int,
    ) -> pa.Table:
        """Return a block of events with the records."""
        session = numbers(events["session_hint"]) - first_session
        events = self._with_new_accounts(events, sessions, session)
        return self._with_placeholders(rng, events, sessions, session)

    @property
    def _people(self) -> int:
        return len(self.is_erased)

    def guest_visits(self, streams: Streams, world: WebWorld) -> tuple[pa.Table, pa.Table]:
        """Return the events of guests and the truth about their sessions."""
        return guest_visits(streams["records.guest_visits"], self.guests, world, self.placeholders)

    def _with_new_accounts(self, events: pa.Table, sessions: Sessions, session: Ints) -> pa.Table:
        """Let visits that began when a second account was open be those of that account."""
        opened = np.append(self.accounts.opened_by(self._people), np.iinfo(np.int64).max)
        is_new = sessions.start >= opened[sessions.person]
        row = np.flatnonzero(is_new[session])
        person = sessions.person[session[row]]
        own = pc.equal(events["customer_id"].take(pa.array(row)), ids("C", person + 1))
        own = pc.fill_null(own, False).to_numpy().astype(bool)
        mask = np.zeros(events.num_rows, dtype=bool)
        mask[row[own]] = True
        number = self.accounts.number_by(self._people)[person[own]]
        return with_values(events, "customer_id", mask, ids("C", number))

    def _with_placeholders(
        self, rng: np.random.Generator, events: pa.Table, sessions: Sessions, session: Ints
    ) -> pa.Table:
        """Write words in place of ids into the visits of some visitors who never sign up.

        Each such event keeps its cookie or its device.
        """
        draw = rng.random(sessions.count)
        word = rng.integers(len(IDS), size=sessions.count)
        stranger = sessions.person == NONE
        share = RECORDS.placeholder_session_share
        has_both = pc.and_(events["anonymous_id"].is_valid(), events["device_id"].is_valid())
        has_both = has_both.to_numpy().astype(bool)
        for place, column in enumerate(REPLACED):
            chosen = stranger & (draw >= place * share) & (draw < (place + 1) * share)
            mask = chosen[session] & has_both
            if column == "customer_id":
                mask &= events[column].is_null().to_numpy().astype(bool)
            codes = word[session[mask]]
            values = self.placeholders.written("events", column, codes)
            events = with_values(events, column, mask, values)
        return events
