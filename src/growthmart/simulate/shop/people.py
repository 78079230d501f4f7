"""The people of the world: hidden traits, and what the shop knows about each person."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import entity_table, ids, pick, whole
from growthmart.simulate.base.draws import (
    Bools,
    Floats,
    Ints,
    draw_codes,
    planted_rows,
    sample_mask,
)
from growthmart.simulate.base.marketing_parameters import MARKETING
from growthmart.simulate.base.parameters import FROZEN
from growthmart.simulate.base.vocabulary import COUNTRIES, GENDERS, OCCUPATIONS
from growthmart.simulate.traffic.sources import ORIGIN_CHANNELS
from growthmart.simulate.traffic.traffic import Traffic

LONGEST_LIFE_WEEKS = 1e5


@dataclass(frozen=True)
class People:
    """One row per person, ordered by signup; the hidden truth behind the customers.

    `purchase_rate` and `dropout_rate` are per week. `lifetime_weeks` is counted from the first
    order. The value of an order in euros has a gamma distribution with shape p and rate
    `spend_rate`. `origin` is the source of the first visit, a position in `SOURCES`, or `STORE`.
    `price_sensitivity`, 0 to 1, is how often promotions and reductions are used.
    """

    signup: Floats
    origin: Ints
    country: Ints
    is_buyer: Bools
    is_test: Bools
    purchase_rate: Floats
    dropout_rate: Floats
    lifetime_weeks: Floats
    spend_rate: Floats
    taste: Floats
    price_sensitivity: Floats

    @property
    def count(self) -> int:
        """How many people there are."""
        return len(self.signup)


def draw_people(rng: np.random.Generator, customers: int, clock: Clock, traffic: Traffic) -> People:
    """Draw the hidden traits of `customers` people who sign up over the whole calendar."""
    signup, origin = traffic.draw_origins(rng, customers)
    is_buyer = rng.random(customers) < FROZEN.buyer_share
    dropout_rate = rng.gamma(FROZEN.dropout_shape, 1 / FROZEN.dropout_scale_rate, customers)
    life = rng.exponential(size=customers) / np.maximum(dropout_rate, 1 / LONGEST_LIFE_WEEKS)
    return People(
        signup=np.minimum(signup, np.nextafter(clock.days, 0)),
        origin=origin,
        country=draw_codes(rng, [(land, land.weight) for land in COUNTRIES], customers),
        is_buyer=is_buyer,
        is_test=_draw_test(rng, is_buyer),
        purchase_rate=rng.gamma(FROZEN.purchase_shape, 1 / FROZEN.purchase_scale_rate, customers),
        dropout_rate=dropout_rate,
        lifetime_weeks=np.minimum(life, LONGEST_LIFE_WEEKS),
        spend_rate=rng.gamma(FROZEN.spend_q, 1 / FROZEN.spend_v, customers),
        taste=rng.standard_normal((customers, FROZEN.taste_dimensions), dtype=np.float32),
        price_sensitivity=rng.beta(*FROZEN.price_sensitivity_shapes, customers),
    )


def _draw_test(rng: np.random.Generator, is_buyer: Bools) -> Bools:
    """Choose test customers; some of them are buyers, so that small worlds have test orders too."""
    size = len(is_buyer)
    count = planted_rows(size, FROZEN.test_share, size)
    buyers = min(count, max(1, round(count * FROZEN.buyer_share)))
    among_buyers = sample_mask(rng, np.flatnonzero(is_buyer), buyers, size)
    missing = count - int(among_buyers.sum())
    return among_buyers | sample_mask(rng, np.flatnonzero(~is_buyer), missing, size)


def customer_table(rng: np.random.Generator, people: People, clock: Clock) -> pa.Table:
    """Build the customers as the shop exports them."""
    size, origin = people.count, people.origin
    wrong = rng.random(size) < MARKETING.signup_channel_wrong_share
    regions = [region for land in COUNTRIES for region in land.regions]
    region_counts = np.array([len(land.regions) for land in COUNTRIES])
    first_region = np.concatenate([[0], np.cumsum(region_counts)[:-1]])
    place = (rng.random(size) * region_counts[people.country]).astype(np.int64)
    return entity_table(
        "customers",
        clock,
        id=ids("C", np.arange(1, size + 1)),
        created_at=clock.timestamps(people.signup),
        birth_year=whole(
            rng.integers(1940, 2006, size), rng.random(size) < FROZEN.birth_missing_share
        ),
        gender=pick(
            [word for word, _ in GENDERS],
            draw_codes(rng, GENDERS, size),
            rng.random(size) < FROZEN.gender_missing_share,
        ),
        occupation=pick(
            [word for word, _ in OCCUPATIONS],
            draw_codes(rng, OCCUPATIONS, size),
            rng.random(size) < FROZEN.occupation_missing_share,
        ),
        country=pick([land.code for land in COUNTRIES], people.country),
        region=pick(regions, first_region[people.country] + place),
        language=pick([land.language for land in COUNTRIES], people.country),
        time_zone=pick([land.time_zone for land in COUNTRIES], people.country),
        signup_channel=pick(ORIGIN_CHANNELS, np.where(wrong, rng.permutation(origin), origin)),
        is_test=pa.array(people.is_test),
    )


def people_truth(people: People) -> pa.Table:
    """Build the hidden truth about each customer; `spend_mean` is in euros."""
    return pa.table(
        {
            "id": ids("C", np.arange(1, people.count + 1)),
            "is_buyer": people.is_buyer,
            "is_test": people.is_test,
            "purchase_rate": people.purchase_rate,
            "dropout_rate": people.dropout_rate,
            "lifetime_weeks": people.lifetime_weeks,
            "spend_rate": people.spend_rate,
            "spend_mean": FROZEN.spend_p / people.spend_rate,
            "price_sensitivity": people.price_sensitivity,
            "origin_channel": pick(ORIGIN_CHANNELS, people.origin),
            **{
                f"taste_{axis + 1}": people.taste[:, axis]
                for axis in range(FROZEN.taste_dimensions)
            },
        }
    )
