"""Business leads, won or lost, and the stages of their opportunities."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.columns import entity_table, ids, money, pick
from growthmart.simulate.base.draws import NONE, Bools, Floats, Ints, draw_codes
from growthmart.simulate.base.vocabulary import COUNTRIES, CURRENCIES
from growthmart.simulate.crm.draws import chance, log_normal
from growthmart.simulate.crm.parameters import CRM
from growthmart.simulate.crm.shop import Shop
from growthmart.simulate.crm.vocabulary import (
    LANDING_PAGES,
    LEAD_ORIGINS,
    LEAD_SEGMENTS,
    QUALIFIED_SHARES,
    WIN_RATES,
)


@dataclass(frozen=True)
class Leads:
    """One row per lead, in order of time; moments may lie after the calendar's end.

    `qualified` is infinite for leads that never qualify. `closed` is when a lead is won or lost.
    `person` is `NONE` if the lead is no customer. `chance` is that of winning once qualified.
    """

    person: Ints
    origin: Ints
    created: Floats
    qualified: Floats
    closed: Floats
    is_won: Bools
    chance: Floats
    cents: Ints
    has_value: Bools
    currency: Ints

    @property
    def count(self) -> int:
        """How many leads there are."""
        return len(self.created)


def draw_leads(rng: np.random.Generator, shop: Shop) -> Leads:
    """Draw the leads; origin decides which qualify, origin and hidden quality which are won."""
    size = rng.poisson(CRM.leads_per_customer * shop.people.count)
    created = np.sort(rng.random(size)) * shop.clock.days
    signed_up = np.searchsorted(shop.people.signup, created)
    is_customer = chance(rng, CRM.lead_customer_share, size) & (signed_up > 0)
    person = np.where(is_customer, (rng.random(size) * signed_up).astype(np.int64), NONE)

    origin = draw_codes(rng, LEAD_ORIGINS, size)
    is_qualified = chance(rng, np.array(QUALIFIED_SHARES)[origin], size)
    delay = rng.gamma(2.0, CRM.qualify_delay_days / 2, size)
    qualified = np.where(is_qualified, created + delay, np.inf)
    since = np.where(is_qualified, qualified, created)
    rate = np.array(WIN_RATES)[origin]
    odds = rate / (1 - rate) * np.exp(rng.normal(0, CRM.lead_quality_deviation, size))
    win_chance = odds / (1 + odds)
    euros = log_normal(rng, np.full(size, CRM.lead_value_median), CRM.lead_value_deviation)
    land_currency = np.array([CURRENCIES.index(land.currency) for land in COUNTRIES])
    own_country = np.append(shop.people.country, 0)[person]
    drawn_country = draw_codes(rng, [(land, land.weight) for land in COUNTRIES], size)
    return Leads(
        person=person,
        origin=origin,
        created=created,
        qualified=qualified,
        closed=since + rng.gamma(2.0, CRM.close_delay_days / 2, size),
        is_won=is_qualified & chance(rng, win_chance, size),
        chance=win_chance,
        cents=np.rint(100 * euros).astype(np.int64) + 1,
        has_value=is_qualified | ~chance(rng, CRM.lead_value_missing_share, size),
        currency=land_currency[np.where(person == NONE, drawn_country, own_country)],
    )


def lead_table(rng: np.random.Generator, shop: Shop, leads: Leads) -> pa.Table:
    """Build the leads as the sales team's export shows them."""
    end = shop.clock.days
    waits = leads.qualified >= end
    is_open = leads.closed >= end
    return entity_table(
        "leads",
        shop.clock,
        id=ids("LD", np.arange(1, leads.count + 1)),
        customer_id=shop.customer_ids(leads.person, leads.person == NONE),
        origin=pick([word for word, _ in LEAD_ORIGINS], leads.origin),
        landing_page=pick(
            [page for page, _ in LANDING_PAGES], draw_codes(rng, LANDING_PAGES, leads.count)
        ),
        created_at=shop.clock.timestamps(leads.created),
        qualified_at=shop.clock.timestamps(np.where(waits, 0, leads.qualified), waits),
        won_at=shop.clock.timestamps(leads.closed, is_open | ~leads.is_won),
        lost_at=shop.clock.timestamps(leads.closed, is_open | leads.is_won),
        value=money(leads.cents, ~leads.has_value),
        currency=pick(CURRENCIES, leads.currency, ~leads.has_value),
        segment=pick(
            [word for word, _ in LEAD_SEGMENTS], draw_codes(rng, LEAD_SEGMENTS, leads.count)
        ),
    )


def lead_truth(leads: Leads) -> pa.Table:
    """Build the hidden truth about each lead: the probability to win once qualified."""
    numbers = np.arange(1, leads.count + 1)
    return pa.table({"id": ids("LD", numbers), "win_chance": leads.chance})
