"""The loyalty programme: points earned, spent and expired."""

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.columns import entity_table, ids, pick, whole
from growthmart.simulate.base.draws import NONE, Bools, Floats, Ints
from growthmart.simulate.crm.draws import chance
from growthmart.simulate.crm.parameters import CRM
from growthmart.simulate.crm.shop import SHIPPED, Shop
from growthmart.simulate.crm.vocabulary import POINT_TYPES

EARN, SPEND, EXPIRE = range(len(POINT_TYPES))


def loyalty_table(rng: np.random.Generator, shop: Shop) -> pa.Table:
    """Build the transactions of the members; points are positive, and the type gives the sign.

    Members always pay with all their points. So each lot of points is either spent completely at
    the next redemption within its year, or expires completely. The balance is never negative.
    """
    enrolled = _draw_enrolment(rng, shop)
    is_member_order = (
        shop.is_counted
        & ~shop.orders.is_guest
        & (shop.purchases.moment >= enrolled[shop.purchases.person])
    )
    person, moment, points, order = _lots(shop, enrolled, is_member_order)
    redeems = is_member_order & chance(rng, CRM.redeem_share, shop.purchases.count)
    spent_at = _next_redemption(shop, np.flatnonzero(redeems), person, moment)
    expires = moment + CRM.points_last_days
    is_spent = np.append(shop.purchases.moment, np.inf)[spent_at] < expires
    is_expired = ~is_spent & (expires < shop.clock.days)

    spending, lot = np.unique(spent_at[is_spent], return_inverse=True)
    spent = np.bincount(lot, points[is_spent], minlength=len(spending)).astype(np.int64)
    parts = (
        (person, moment, points, order, EARN),
        (shop.purchases.person[spending], shop.purchases.moment[spending], spent, spending, SPEND),
        (
            person[is_expired],
            expires[is_expired],
            points[is_expired],
            np.full(is_expired.sum(), NONE),
            EXPIRE,
        ),
    )
    return _table(shop, parts)


def _draw_enrolment(rng: np.random.Generator, shop: Shop) -> Floats:
    """Draw when each person joins: at the first order or later; infinite for never."""
    size = shop.people.count
    later = rng.exponential(CRM.enrol_delay_days, size)
    delay = np.where(chance(rng, CRM.enrol_at_first_order_share, size), 0, later)
    moment = np.where(chance(rng, CRM.member_share, size), shop.first_order + delay, np.inf)
    return np.where(moment < shop.gone, moment, np.inf)


def _lots(shop: Shop, enrolled: Floats, is_member_order: Bools) -> tuple[Ints, Floats, Ints, Ints]:
    """Return person, moment, points and order of all lots: welcome gifts, then delivered orders."""
    member = np.flatnonzero(np.isfinite(enrolled))
    order = np.flatnonzero(is_member_order & (shop.orders.status >= SHIPPED))
    goods = (shop.amounts.goods - shop.amounts.discount)[order] / 100
    points = np.maximum(goods * shop.euros_per_unit[order], 1).astype(np.int64)
    return (
        np.concatenate([member, shop.purchases.person[order]]),
        np.concatenate([enrolled[member], shop.purchases.moment[order] + CRM.points_after_days]),
        np.concatenate([np.full(len(member), CRM.welcome_points), points]),
        np.concatenate([np.full(len(member), NONE), order]),
    )


def _next_redemption(shop: Shop, redeeming: Ints, person: Ints, moment: Floats) -> Ints:
    """Return the order at which the owner of each lot next pays with points."""
    span = shop.clock.days + 1.0
    key = shop.purchases.person[redeeming] * span + shop.purchases.moment[redeeming]
    by_key = np.argsort(key)
    place = np.searchsorted(key[by_key], person * span + moment, "right")
    order = np.append(redeeming[by_key], NONE)[place]
    is_own = np.append(shop.purchases.person, NONE)[order] == person
    return np.where(is_own, order, NONE)


def _table(shop: Shop, parts: tuple[tuple[Ints, Floats, Ints, Ints, int], ...]) -> pa.Table:
    person, moment, points, order = (np.concatenate([part[k] for part in parts]) for k in range(4))
    kind = np.concatenate([np.full(len(part[0]), part[4]) for part in parts])
    sequence = np.lexsort((kind, person, moment))
    order = order[sequence]
    return entity_table(
        "loyalty_transactions",
        shop.clock,
        id=ids("LT", np.arange(1, len(order) + 1)),
        customer_id=shop.customer_ids(person[sequence]),
        transacted_at=shop.clock.timestamps(moment[sequence]),
        points=whole(points[sequence]),
        type=pick(POINT_TYPES, kind[sequence]),
        order_id=shop.order_ids(order, order == NONE),
    )
