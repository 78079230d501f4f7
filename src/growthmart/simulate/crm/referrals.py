"""Referrals: which customer referred which."""

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.columns import entity_table, ids
from growthmart.simulate.base.draws import Floats
from growthmart.simulate.crm.draws import chance
from growthmart.simulate.crm.parameters import CRM
from growthmart.simulate.crm.shop import Shop
from growthmart.simulate.traffic.sources import SOURCES, STORE

BY_THEMSELVES = (*(place for place, source in enumerate(SOURCES) if source.name == "direct"), STORE)


def referral_table(rng: np.random.Generator, shop: Shop, satisfaction: Floats) -> pa.Table:
    """Build at most one referral per person who came without a link and without an ad.

    The referrer bought before the other signed up, so no person is their own referrer. Of two
    candidates the more satisfied one is the referrer. The referral is between that purchase and
    the signup.
    """
    buyer = np.flatnonzero(np.isfinite(shop.first_order))
    buyer = buyer[np.argsort(shop.first_order[buyer])]
    signup = shop.people.signup
    earlier = np.searchsorted(shop.first_order[buyer], signup)
    is_told = chance(rng, CRM.referred_share, shop.people.count)
    referred = np.flatnonzero(is_told & np.isin(shop.people.origin, BY_THEMSELVES) & (earlier > 0))

    one, other = (
        buyer[(rng.random(len(referred)) * earlier[referred]).astype(np.int64)] for _ in range(2)
    )
    referrer = np.where(satisfaction[one] >= satisfaction[other], one, other)
    soonest = np.maximum(shop.first_order[referrer], signup[referred] - CRM.referral_lead_days)
    moment = soonest + rng.random(len(referred)) * (signup[referred] - soonest)
    return entity_table(
        "referrals",
        shop.clock,
        id=ids("RF", np.arange(1, len(referred) + 1)),
        referrer_id=shop.customer_ids(referrer),
        referred_id=shop.customer_ids(referred),
        referred_at=shop.clock.timestamps(moment),
    )
