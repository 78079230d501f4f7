"""The items of each event: products viewed, carted and bought, pages, and search words."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.columns import ids, join
from growthmart.simulate.base.draws import NONE, Ints
from growthmart.simulate.base.vocabulary import CATEGORIES
from growthmart.simulate.base.web_parameters import WEB
from growthmart.simulate.web.funnel import STEP, STEPS, Walk
from growthmart.simulate.web.sessions import Sessions
from growthmart.simulate.web.views import Taste
from growthmart.simulate.web.world import WebWorld

FIXED_PAGES = {
    "sign_up": "/register",
    "login": "/login",
    "activity_join": "/activities",
    "search": "/search",
    "add_to_cart": "/cart",
    "begin_checkout": "/checkout",
    "purchase": "/thanks",
}


@dataclass(frozen=True)
class Items:
    """One row per event: the row of the product, and the positions of page and search word."""

    product: Ints
    page: Ints
    term: Ints


def lines_of(world: WebWorld, sessions: Sessions) -> tuple[Ints, Ints]:
    """Return the first line of each session's order, and the number of lines (0: no order)."""
    order = np.where(sessions.order == NONE, np.iinfo(np.int64).max, sessions.order)
    first = np.searchsorted(world.lines.order, order)
    return first, np.searchsorted(world.lines.order, order, "right") - first


def page_words(products: int) -> pa.Array:
    """Return all pages: home, the fixed ones by step, categories, guides, and the products."""
    fixed = ["/", *(FIXED_PAGES.get(step, "/") for step in STEPS)]
    categories = [f"/c/{name.lower()}" for name in CATEGORIES]
    guides = [f"/guides/{name.lower()}" for name in CATEGORIES]
    product = join([pa.scalar("/p/"), ids("P", np.arange(1, products + 1))])
    return pa.concat_arrays([pa.array([*fixed, *categories, *guides]), product])


def draw_items(
    rng: np.random.Generator,
    world: WebWorld,
    sessions: Sessions,
    walk: Walk,
    taste: Taste,
    first_person: int,
) -> Items:
    """Choose the item of each event; a session with an order views first the products it buys."""
    row = np.where(sessions.person == NONE, NONE, sessions.person - first_person)
    first_line, line_count = lines_of(world, sessions)
    product = np.full(walk.count, NONE)

    view = np.flatnonzero(walk.step == STEP["view_item"])
    session, nth = walk.session[view], walk.nth[view]
    category = taste.draw_category(rng, row[session])
    viewed = taste.draw_product(rng, category, walk.second[view] // 86_400)
    bought = np.flatnonzero(nth < line_count[session])
    viewed[bought] = world.lines.product[first_line[session[bought]] + nth[bought]]
    product[view] = viewed

    # The views of a session are consecutive; a product in the cart or wish list is one of them.
    views = np.bincount(session, minlength=sessions.count)
    first_view = np.cumsum(views) - views
    cart = np.flatnonzero(walk.step == STEP["add_to_cart"])
    product[cart] = viewed[first_view[walk.session[cart]] + walk.nth[cart]]
    wish = np.flatnonzero(walk.step == STEP["add_to_wishlist"])
    product[wish] = viewed[(first_view + views - 1)[walk.session[wish]]]

    worded = np.isin(walk.step, [STEP["page_view"], STEP["content_view"], STEP["search"]])
    about = np.flatnonzero(worded)
    theme = np.zeros(walk.count, dtype=np.int64)
    theme[about] = taste.draw_category(rng, row[walk.session[about]])
    return Items(
        product=product,
        page=_pages(rng, walk, product, theme),
        term=np.where(walk.step == STEP["search"], theme, NONE),
    )


def _pages(rng: np.random.Generator, walk: Walk, product: Ints, theme: Ints) -> Ints:
    """Return the position of each event's page in `page_words`."""
    categories = 1 + len(STEPS)
    guides = categories + len(CATEGORIES)
    products = guides + len(CATEGORIES)
    on_category = rng.random(walk.count) < WEB.lands_on_category_share
    landing = np.where(on_category, categories + theme, 0)
    page = np.where(walk.step == STEP["page_view"], landing, 1 + walk.step)
    page = np.where(walk.step == STEP["content_view"], guides + theme, page)
    on_product = (walk.step == STEP["view_item"]) | (walk.step == STEP["add_to_wishlist"])
    return np.where(on_product, products + product, page)
