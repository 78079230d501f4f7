"""The stages through which leads pass."""

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.columns import entity_table, ids, money, pick
from growthmart.simulate.base.draws import NONE
from growthmart.simulate.crm.draws import log_normal
from growthmart.simulate.crm.leads import Leads
from growthmart.simulate.crm.parameters import CRM
from growthmart.simulate.crm.shop import Shop
from growthmart.simulate.crm.vocabulary import OWNERS, STAGES

PROPOSAL_AT, NEGOTIATION_AT = 0.35, 0.7
"""Shares of the time between qualifying and closing."""
NEW, QUALIFIED, PROPOSAL, NEGOTIATION, WON, LOST = range(len(STAGES))


def opportunity_table(rng: np.random.Generator, shop: Shop, leads: Leads) -> pa.Table:
    """Build one row per lead and stage reached: all stages if won, fewer if lost.

    The amount is an estimate until the deal is won. It is unknown if the lead's value is unknown.
    """
    size = leads.count
    last = np.where(leads.is_won, NEGOTIATION, rng.integers(QUALIFIED, NEGOTIATION + 1, size))
    is_qualified = np.isfinite(leads.qualified)
    last[~is_qualified] = NEW
    closing = leads.closed - np.where(is_qualified, leads.qualified, leads.closed)
    moments = np.stack(
        [
            leads.created,
            leads.qualified,
            leads.qualified + PROPOSAL_AT * closing,
            leads.qualified + NEGOTIATION_AT * closing,
            np.where(leads.is_won, leads.closed, np.inf),
            np.where(leads.is_won, np.inf, leads.closed),
        ],
        axis=1,
    )
    is_reached = np.arange(len(STAGES)) <= last[:, None]
    is_reached[:, [WON, LOST]] = True
    lead, stage = np.nonzero(is_reached & (moments < shop.clock.days))
    estimate = log_normal(rng, leads.cents[lead].astype(float), CRM.estimate_deviation)
    cents = np.where(stage == WON, leads.cents[lead], np.maximum(np.rint(estimate), 1))
    owner = rng.integers(len(OWNERS), size=size)
    return entity_table(
        "opportunities",
        shop.clock,
        opportunity_id=ids("OP", lead + 1),
        stage=pick(STAGES, stage),
        lead_id=ids("LD", lead + 1),
        customer_id=shop.customer_ids(leads.person[lead], leads.person[lead] == NONE),
        entered_at=shop.clock.timestamps(moments[lead, stage]),
        amount=money(cents.astype(np.int64), ~leads.has_value[lead]),
        owner=pick(OWNERS, owner[lead]),
    )
