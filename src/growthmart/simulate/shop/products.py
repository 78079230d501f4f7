"""The catalogue: the products, their prices, and the tastes that they match."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import entity_table, ids, join, pick, price, repeat, whole
from growthmart.simulate.base.draws import Floats, Ints
from growthmart.simulate.base.parameters import FROZEN
from growthmart.simulate.base.vocabulary import ADJECTIVES, BRANDS, CATEGORIES, SUBCATEGORIES

DAYS_BEFORE_CALENDAR = 700


@dataclass(frozen=True)
class Catalogue:
    """One row per product; `available` is in days since the calendar's start, prices in cents."""

    category: Ints
    list_cents: Ints
    cost_cents: Ints
    available: Ints
    popularity: Floats
    taste: Floats

    @property
    def count(self) -> int:
        """How many products there are."""
        return len(self.category)

    @cached_property
    def category_taste(self) -> Floats:
        """The mean taste of each category's products, categories x dimensions."""
        total = np.zeros((FROZEN.category_count, FROZEN.taste_dimensions))
        np.add.at(total, self.category, self.taste)
        return total / np.bincount(self.category, minlength=FROZEN.category_count)[:, None]


def catalogue_size(customers: int) -> int:
    """Return the number of products; a small world has fewer."""
    return min(FROZEN.catalogue_size, max(FROZEN.catalogue_minimum, customers))


def draw_catalogue(rng: np.random.Generator, size: int, clock: Clock) -> Catalogue:
    """Draw `size` products.

    `popularity` is the log of a Zipf weight; `taste` has unit deviation in every dimension, partly
    shared within the category.
    """
    dimensions = FROZEN.taste_dimensions
    category = rng.permutation(np.arange(size) % FROZEN.category_count)
    own_weight = np.sqrt(1 - FROZEN.category_taste_weight**2)
    centre = rng.standard_normal((FROZEN.category_count, dimensions))
    own = rng.standard_normal((size, dimensions))
    shift = rng.normal(0, FROZEN.price_category_deviation, FROZEN.category_count)
    level = rng.normal(0, FROZEN.price_own_deviation, size)
    list_cents = np.rint(100 * FROZEN.price_median * np.exp(shift[category] + level))
    cost_share = rng.uniform(FROZEN.cost_share_low, FROZEN.cost_share_high, size)
    launched_later = rng.random(size) < FROZEN.launched_later_share
    return Catalogue(
        category=category,
        list_cents=np.maximum(list_cents, 100).astype(np.int64),
        cost_cents=np.maximum(np.rint(list_cents * cost_share), 1).astype(np.int64),
        available=np.where(
            launched_later,
            rng.integers(0, clock.days, size),
            -rng.integers(1, DAYS_BEFORE_CALENDAR, size),
        ),
        popularity=-FROZEN.popularity_exponent * np.log(rng.permutation(size) + 1.0),
        taste=FROZEN.category_taste_weight * centre[category] + own_weight * own,
    )


def product_table(rng: np.random.Generator, catalogue: Catalogue, clock: Clock) -> pa.Table:
    """Build the products as the shop exports them."""
    size = catalogue.count
    numbers = np.arange(1, size + 1)
    category = pick(CATEGORIES, catalogue.category)
    brand = pick(BRANDS, rng.integers(len(BRANDS), size=size))
    subcategory = pick(SUBCATEGORIES, rng.integers(len(SUBCATEGORIES), size=size))
    adjective = pick(ADJECTIVES, rng.integers(len(ADJECTIVES), size=size))
    active = rng.random(size) >= FROZEN.inactive_share
    first_day = clock.start.astype("datetime64[D]") + catalogue.available
    return entity_table(
        "products",
        clock,
        id=ids("P", numbers),
        name=join([brand, adjective, category, ids("No. ", numbers, digits=1)], " "),
        category=category,
        subcategory=subcategory,
        brand=brand,
        description=join([adjective, category, pa.scalar("from"), brand, subcategory], " "),
        list_price=price(catalogue.list_cents),
        unit_cost=price(catalogue.cost_cents),
        currency=repeat(pa.scalar("EUR"), size),
        is_active=pa.array(active),
        available_from=pa.array(first_day),
        stock=whole(np.where(active, rng.integers(0, 500, size), 0)),
    )


def catalogue_truth(catalogue: Catalogue) -> pa.Table:
    """Build the hidden truth about each product: log popularity and taste."""
    return pa.table(
        {
            "id": ids("P", np.arange(1, catalogue.count + 1)),
            "popularity": catalogue.popularity,
            **{
                f"taste_{axis + 1}": catalogue.taste[:, axis]
                for axis in range(FROZEN.taste_dimensions)
            },
        }
    )
