"""People who only subscribed to the newsletter: an address and a cookie, and nothing else."""

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import DAY_SECONDS, Clock
from growthmart.simulate.base.columns import ids, join
from growthmart.simulate.base.draws import Bools, Ints
from growthmart.simulate.base.web_parameters import WEB
from growthmart.simulate.dirt.export import Export
from growthmart.simulate.records.parameters import RECORDS, number_of
from growthmart.simulate.records.rows import link_rows
from growthmart.simulate.shop.identities import Cookies, hashes

VISITORS_SHARE = 0.9
"""The share of the expected number of visitors from which subscribers are drawn."""


def keep_subscribers(
    rng: np.random.Generator,
    cookies: Cookies,
    free: Bools,
    guests: int,
    export: Export,
    clock: Clock,
) -> pa.Table:
    """Write links between an address and a cookie, and return the truth about them.

    The cookie is that of a visitor who never signs up, or of a person of `free` whose browser was
    used. Visitors are numbered after the cookies and the `guests`.
    """
    people = len(free)
    size = number_of(people, RECORDS.subscriber_share, people)
    lent = rng.permutation(np.flatnonzero(free[cookies.person]))
    lent = lent[: round(size * RECORDS.subscriber_in_foreign_browser_share)]
    years = clock.days / 365
    visitors = WEB.anonymous_visitors_per_person_year * people * years * VISITORS_SHARE
    own = _distinct(rng, size - len(lent), int(visitors)) + len(cookies.number) + guests
    cookie = ids("A", np.concatenate([cookies.number[lent], own]))
    owner = np.concatenate([cookies.person[lent], np.full(len(own), -1)])
    size = len(owner)
    number = ids("", np.arange(1, size + 1), digits=1)
    address = hashes(join([pa.scalar("reader."), number, pa.scalar("@example.net")]))
    address = address.cast(pa.string())
    seen = rng.integers(0, clock.days * DAY_SECONDS, size)
    since = np.concatenate([clock.seconds(cookies.seen[lent]), np.zeros(len(own), dtype=np.int64)])
    links = link_rows(
        clock, [(address, "anonymous", cookie, np.maximum(seen, since))], "email_hash"
    )
    export.append("identities", links)
    return pa.table(
        {
            "email_hash": address,
            "anonymous_id": cookie,
            "owner_id": ids("C", owner + 1, owner < 0),
        }
    )


def _distinct(rng: np.random.Generator, size: int, most: int) -> Ints:
    """Draw different numbers from 1 to `most`, or to `size` if that is larger."""
    return 1 + rng.choice(max(most, size, 1), size, replace=False)
