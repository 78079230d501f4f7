"""Rows of links and consents that several kinds of records need."""

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import entity_table, ids, pick, repeat
from growthmart.simulate.base.draws import Ints
from growthmart.simulate.crm.consents import BY_INTEREST, LAWFUL_BASES
from growthmart.simulate.shop.consent import PURPOSES

Part = tuple[pa.Array, str, pa.Array, Ints]


def link_rows(clock: Clock, parts: list[Part], left_type: str = "customer") -> pa.Table:
    """Return links from ids on the left; each part has the type and the ids on the right.

    The last of each part is when the two were first seen together, in seconds.
    """
    left = pa.concat_arrays([part[0].cast(pa.string()) for part in parts])
    return entity_table(
        "identities",
        clock,
        left_id=left,
        left_type=repeat(pa.scalar(left_type), len(left)),
        right_id=pa.concat_arrays([part[2].cast(pa.string()) for part in parts]),
        right_type=pa.concat_arrays([repeat(pa.scalar(part[1]), len(part[0])) for part in parts]),
        first_seen_at=clock.second_timestamps(np.concatenate([part[3] for part in parts])),
    )


def granted(
    clock: Clock, prefix: str, customer: pa.Array, purpose: Ints, seconds: Ints
) -> pa.Table:
    """Return consents that hold; `purpose` is a position in `PURPOSES`."""
    size = len(customer)
    by_interest = np.array([channel in BY_INTEREST for _, channel in PURPOSES])
    return entity_table(
        "consents",
        clock,
        id=ids(prefix, np.arange(1, size + 1)),
        customer_id=customer,
        purpose=pick([word for word, _ in PURPOSES], purpose),
        channel=pick([channel for _, channel in PURPOSES], purpose),
        lawful_basis=pick(LAWFUL_BASES, by_interest[purpose].astype(np.int64)),
        granted_at=clock.second_timestamps(seconds),
        withdrawn_at=clock.second_timestamps(seconds, np.ones(size, dtype=bool)),
    )
