"""The payments of orders: in one sum, split with vouchers and second cards, or in instalments."""

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.columns import entity_table, ids, money, pick, whole
from growthmart.simulate.base.draws import Bools, Floats, Ints, draw_codes
from growthmart.simulate.base.vocabulary import (
    COUNTRIES,
    SALES_CHANNELS,
    STATUS_UNTIL_DAYS,
    STATUSES,
)
from growthmart.simulate.crm.draws import chance, draw_by_group
from growthmart.simulate.crm.parameters import CRM
from growthmart.simulate.crm.shop import Shop
from growthmart.simulate.crm.vocabulary import (
    CARD,
    CASH,
    INSTALMENT_METHODS,
    INSTALMENTS,
    METHOD_WEIGHTS,
    PAYMENT_METHODS,
    SLOW_METHODS,
    VOUCHER,
)
from growthmart.simulate.shop.orders import CANCELLED

AT_ONCE_DAYS = 0.01
STORE = [word for word, _ in SALES_CHANNELS].index("store")
VOUCHER_PERCENT_LOW, VOUCHER_PERCENT_HIGH = 10, 60
SECOND_PERCENT_LOW, SECOND_PERCENT_HIGH = 20, 50


def payment_table(rng: np.random.Generator, shop: Shop) -> pa.Table:
    """Build the payments; their amounts add up to the total of the order.

    Orders with the status placed or cancelled have no payment.
    """
    status = shop.orders.status
    order = np.flatnonzero((status != STATUSES.index("placed")) & (status != CANCELLED))
    row, method, cents = _split(rng, _draw_methods(rng, shop, order), shop.amounts.total[order])
    moment = shop.purchases.moment[order[row]] + _delays(rng, method)
    can_wait = np.isin(method, INSTALMENT_METHODS) & (cents >= CRM.instalment_from_cents)
    number = np.array([count for count, _ in INSTALMENTS])[draw_codes(rng, INSTALMENTS, len(row))]
    instalments = np.where(can_wait & chance(rng, CRM.instalment_share, len(row)), number, 1)

    sequence = np.lexsort((method, row, moment))
    return entity_table(
        "payments",
        shop.clock,
        id=ids("PY", np.arange(1, len(row) + 1)),
        order_id=shop.order_ids(order[row][sequence]),
        method=pick(PAYMENT_METHODS, method[sequence]),
        installments=whole(instalments[sequence]),
        amount=money(cents[sequence]),
        paid_at=shop.clock.timestamps(moment[sequence]),
    )


def _draw_methods(rng: np.random.Generator, shop: Shop, order: Ints) -> Ints:
    """Draw the main method of each order by country; in stores, cards and cash."""
    country = shop.people.country[shop.purchases.person[order]]
    method = draw_by_group(rng, [METHOD_WEIGHTS[land.code] for land in COUNTRIES], country)
    is_cash = chance(rng, CRM.cash_in_store_share, len(order))
    in_store = shop.orders.channel[order] == STORE
    return np.where(in_store, np.where(is_cash, CASH, CARD), method)


def _split(rng: np.random.Generator, method: Ints, total: Ints) -> tuple[Ints, Ints, Ints]:
    """Split each total into its payments: return the row, the method and the cents of each."""
    size = len(total)
    can_split = total >= CRM.split_from_cents
    by_voucher = _part(rng, total, can_split & chance(rng, CRM.voucher_share, size), VOUCHER)
    rest = total - by_voucher
    by_second = _part(rng, rest, can_split & chance(rng, CRM.second_card_share, size), CARD)
    cents = np.concatenate([rest - by_second, by_voucher, by_second])
    methods = np.concatenate([method, np.full(size, VOUCHER), np.full(size, CARD)])
    is_paid = cents > 0
    return np.tile(np.arange(size), 3)[is_paid], methods[is_paid], cents[is_paid]


def _part(rng: np.random.Generator, total: Ints, happens: Bools, method: int) -> Ints:
    """Draw the part of a total that a voucher or a second card pays; 0 if there is none."""
    low, high = SECOND_PERCENT_LOW, SECOND_PERCENT_HIGH
    if method == VOUCHER:
        low, high = VOUCHER_PERCENT_LOW, VOUCHER_PERCENT_HIGH
    percent = rng.integers(low, high + 1, len(total))
    return np.where(happens, total * percent // 100, 0)


def _delays(rng: np.random.Generator, method: Ints) -> Floats:
    """Draw the days until a payment; a paid order is no longer in the status placed."""
    longest = np.where(np.isin(method, SLOW_METHODS), STATUS_UNTIL_DAYS[0], AT_ONCE_DAYS)
    return rng.random(len(method)) * longest
