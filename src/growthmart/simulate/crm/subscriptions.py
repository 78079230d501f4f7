"""Monthly subscriptions of some buyers, with trials, pauses, changes of plan and returns."""

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.columns import entity_table, ids, money, pick
from growthmart.simulate.base.draws import Bools, Floats, Ints, draw_codes
from growthmart.simulate.base.vocabulary import COUNTRIES, CURRENCIES
from growthmart.simulate.crm.draws import chance, draw_between
from growthmart.simulate.crm.parameters import CRM
from growthmart.simulate.crm.shop import Shop
from growthmart.simulate.crm.vocabulary import (
    CANCEL_REASONS,
    LOST_INTEREST,
    OWN_REASON_WEIGHTS,
    PLAN_CENTS,
    PLAN_CHANGED,
    PLANS,
    TRIAL_UNPAID,
)


def subscription_table(rng: np.random.Generator, shop: Shop) -> pa.Table:
    """Build one row per person and plan; a change of plan ends one row and starts the next.

    A subscription ends at a random moment, at the latest when the person is lost to the shop. It
    may begin with a trial, which some do not continue. Some leave before they change the plan, and
    come back with the new one. A plan may be paused once, after the trial.
    """
    size = shop.people.count
    start = shop.first_order + rng.exponential(CRM.subscription_delay_days, size)
    person = np.flatnonzero(chance(rng, CRM.subscriber_share, size) & (start < shop.gone))
    start = start[person]
    own_end = start + rng.exponential(CRM.subscription_days, len(person))
    is_lost = shop.gone[person] < own_end
    end = np.where(is_lost, shop.gone[person], own_end)

    changed, changed_at = draw_between(rng, start, end, CRM.plan_changes_per_year)
    row = np.concatenate([np.arange(len(person)), changed])
    begins = np.concatenate([start, changed_at])
    sequence = np.lexsort((begins, row))
    row, begins = row[sequence], begins[sequence]
    is_last = np.diff(row, append=-1) != 0
    ends = np.where(is_last, end[row], np.append(begins[1:], 0))

    own_codes = np.array([code for code, _ in OWN_REASON_WEIGHTS])
    own_reason = own_codes[draw_codes(rng, OWN_REASON_WEIGHTS, len(row))]
    reason = np.where(is_last & is_lost[row], LOST_INTEREST, own_reason)
    plan = _plans(rng, row)
    currency = np.array([CURRENCIES.index(land.currency) for land in COUNTRIES])
    currency = currency[shop.people.country[person[row]]]
    cents = np.array([PLAN_CENTS[word] for word in CURRENCIES])

    leaves, left_at = _leaves(rng, begins, ends, is_last)
    reason = np.where(is_last | leaves, reason, PLAN_CHANGED)
    ends = np.where(leaves, left_at, ends)

    trial_end, is_unpaid = _trials(rng, start, row)
    is_unpaid &= (begins < trial_end) & (trial_end < ends - np.where(is_last, 0, CRM.break_days))
    reason = np.where(is_unpaid, TRIAL_UNPAID, reason)
    ends = np.where(is_unpaid, trial_end, ends)

    is_paused, paused, resumed = _pauses(rng, np.maximum(begins, trial_end), ends)
    runs_on = ends >= shop.clock.days
    return entity_table(
        "subscriptions",
        shop.clock,
        id=ids("SB", np.arange(1, len(row) + 1)),
        customer_id=shop.customer_ids(person[row]),
        plan=pick([word for word, _ in PLANS], plan),
        started_at=shop.clock.timestamps(begins),
        ended_at=shop.clock.timestamps(ends, runs_on),
        trial_ended_at=shop.clock.timestamps(trial_end, trial_end <= begins),
        paused_at=shop.clock.timestamps(paused, ~is_paused),
        resumed_at=shop.clock.timestamps(resumed, ~is_paused | (resumed >= ends)),
        monthly_amount=money(cents[currency, plan]),
        currency=pick(CURRENCIES, currency),
        cancel_reason=pick(CANCEL_REASONS, reason, runs_on),
    )


def _plans(rng: np.random.Generator, row: Ints) -> Ints:
    """Draw the plan of each row; two rows that follow each other in a subscription differ."""
    steps = rng.integers(1, len(PLANS), len(row))
    is_first = np.diff(row, prepend=-1) != 0
    steps[is_first] = draw_codes(rng, PLANS, is_first.sum())
    total = np.cumsum(steps)
    before = (total - steps)[is_first]
    return (total - before[np.cumsum(is_first) - 1]) % len(PLANS)


def _leaves(
    rng: np.random.Generator, begins: Floats, ends: Floats, is_last: Bools
) -> tuple[Bools, Floats]:
    """Draw who leaves, and when, before the next plan; the break is too long for a change."""
    left_at = begins + rng.random(len(begins)) * (ends - begins)
    leaves = chance(rng, CRM.leave_share, len(begins)) & ~is_last
    return leaves & (left_at < ends - CRM.break_days), left_at


def _trials(rng: np.random.Generator, start: Floats, row: Ints) -> tuple[Floats, Bools]:
    """Draw the end of each subscriber's trial, the start without one, and who does not go on."""
    has_trial = chance(rng, CRM.trial_share, len(start))
    is_unpaid = has_trial & chance(rng, CRM.trial_unpaid_share, len(start))
    return np.where(has_trial, start + CRM.trial_days, start)[row], is_unpaid[row]


def _pauses(
    rng: np.random.Generator, paid_from: Floats, ends: Floats
) -> tuple[Bools, Floats, Floats]:
    """Draw which plans are paused while they are paid, and from when to when."""
    is_paused = chance(rng, CRM.pause_share, len(ends)) & (paid_from < ends)
    paused = paid_from + rng.random(len(ends)) * (ends - paid_from)
    return is_paused, paused, paused + rng.exponential(CRM.pause_days, len(ends))
