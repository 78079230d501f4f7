"""Which products are viewed: a category by taste, and a product in it by popularity."""

from dataclasses import dataclass

import numpy as np

from growthmart.simulate.base.draws import Floats, Ints
from growthmart.simulate.base.parameters import FROZEN
from growthmart.simulate.shop.products import Catalogue

REDRAWS = 3


@dataclass(frozen=True)
class Taste:
    """The taste of a block of people; built once, so that each draw is cheap.

    `edges` is people + 1 x categories, cumulative; the last row is that of visitors.
    """

    catalogue: Catalogue
    edges: Floats
    by_category: Ints
    weight: Floats
    bounds: Floats

    def draw_category(self, rng: np.random.Generator, person: Ints) -> Ints:
        """Draw a category by the taste of each person, a row of the block (`NONE`: a visitor)."""
        draws = rng.random(len(person), dtype=np.float32)
        category = np.zeros(len(person), dtype=np.int64)
        for edge in self.edges.T[:-1]:
            category += draws >= edge[person]
        return category

    def draw_product(self, rng: np.random.Generator, category: Ints, day: Ints) -> Ints:
        """Draw a product of each category that is sold on the day, popular ones more often."""
        product = self._popular(rng, category)
        for _ in range(REDRAWS):
            early = np.flatnonzero(self.catalogue.available[product] > day)
            if len(early) == 0:
                return product
            product[early] = self._popular(rng, category[early])
        early = np.flatnonzero(self.catalogue.available[product] > day)
        always = np.where(self.catalogue.available < 0, self.catalogue.popularity, -np.inf)
        product[early] = always.argmax()
        return product

    def _popular(self, rng: np.random.Generator, category: Ints) -> Ints:
        low, high = self.bounds[category], self.bounds[category + 1]
        place = np.searchsorted(self.weight, low + rng.random(len(category)) * (high - low))
        return self.by_category[np.minimum(place, len(self.by_category) - 1)]


def block_taste(catalogue: Catalogue, taste: Floats) -> Taste:
    """Prepare to draw for the people of a block; `taste` has one row per person."""
    by_category = np.argsort(catalogue.category, kind="stable")
    weight = np.cumsum(np.exp(catalogue.popularity[by_category]))
    counts = np.bincount(catalogue.category, minlength=FROZEN.category_count)
    bounds = np.concatenate([[0.0], weight[np.cumsum(counts) - 1]])
    visitor = np.zeros((1, FROZEN.taste_dimensions), dtype=np.float32)
    liking = np.concatenate([taste, visitor]) @ catalogue.category_taste.T.astype(np.float32)
    scale = np.float32(FROZEN.taste_deviation / np.sqrt(FROZEN.taste_dimensions))
    utility = scale * liking + np.log(np.diff(bounds)).astype(np.float32)
    chance = np.exp(utility - utility.max(axis=1, keepdims=True))
    edges = np.cumsum(chance / chance.sum(axis=1, keepdims=True), axis=1)
    return Taste(catalogue, edges, by_category, weight, bounds)
