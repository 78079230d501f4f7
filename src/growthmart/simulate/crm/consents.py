"""Consents as the export shows them."""

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.columns import entity_table, ids, pick
from growthmart.simulate.crm.shop import Shop
from growthmart.simulate.shop.consent import PURPOSES, Consent

LAWFUL_BASES = ("consent", "legitimate_interest")
BY_INTEREST = ("direct_mail",)
"""Channels that the shop may use until the customer objects."""


def consent_table(shop: Shop, consent: Consent) -> pa.Table:
    """Build one row per person, purpose and channel that the person has ever allowed."""
    person, column = np.nonzero(consent.granted < shop.clock.days)
    granted, withdrawn = consent.granted[person, column], consent.withdrawn[person, column]
    holds = withdrawn >= shop.clock.days
    by_interest = np.array([channel in BY_INTEREST for _, channel in PURPOSES])
    return entity_table(
        "consents",
        shop.clock,
        id=ids("CN", np.arange(1, len(person) + 1)),
        customer_id=shop.customer_ids(person),
        purpose=pick([purpose for purpose, _ in PURPOSES], column),
        channel=pick([channel for _, channel in PURPOSES], column),
        lawful_basis=pick(LAWFUL_BASES, by_interest[column].astype(np.int64)),
        granted_at=shop.clock.timestamps(granted),
        withdrawn_at=shop.clock.timestamps(np.where(holds, 0, withdrawn), holds),
    )
