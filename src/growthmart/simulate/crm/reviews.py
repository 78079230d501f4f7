"""Reviews of products: the rating depends on satisfaction, and the text on the rating."""

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.columns import entity_table, ids, join, pick, whole
from growthmart.simulate.base.draws import Bools, Ints
from growthmart.simulate.base.vocabulary import STATUS_UNTIL_DAYS
from growthmart.simulate.crm.draws import chance
from growthmart.simulate.crm.parameters import CRM
from growthmart.simulate.crm.phrases import DETAILS, OPENINGS, TITLES
from growthmart.simulate.crm.satisfaction import Satisfaction
from growthmart.simulate.crm.shop import Shop


def review_table(rng: np.random.Generator, shop: Shop, satisfaction: Satisfaction) -> pa.Table:
    """Build at most one review per line of a delivered order; guests review without a customer."""
    points = satisfaction.order[shop.lines.order] + satisfaction.product[shop.lines.product]
    wish = CRM.review_share + CRM.review_share_per_point * np.abs(points)
    happens = chance(rng, np.minimum(wish, CRM.review_share_maximum), len(points))
    line = np.flatnonzero(happens & shop.is_delivered[shop.lines.order])
    order = shop.lines.order[line]
    arrived = shop.purchases.moment[order] + STATUS_UNTIL_DAYS[-1]
    moment = arrived + rng.gamma(2.0, CRM.review_delay_days, len(line))
    sequence = np.lexsort((line, moment))
    sequence = sequence[moment[sequence] < shop.clock.days]
    line, order, moment = line[sequence], order[sequence], moment[sequence]

    felt = points[line] + rng.normal(0, CRM.review_deviation, len(line))
    rating = np.searchsorted(CRM.rating_cuts, felt)
    silent = ~chance(rng, CRM.review_text_share, len(line))
    return entity_table(
        "reviews",
        shop.clock,
        id=ids("RV", np.arange(1, len(line) + 1)),
        customer_id=shop.customer_ids(shop.purchases.person[order], shop.orders.is_guest[order]),
        order_id=shop.order_ids(order),
        product_id=ids("P", shop.lines.product[line] + 1),
        rating=whole(rating + 1),
        title=say(rng, TITLES, rating, silent),
        body=join([say(rng, OPENINGS, rating, silent), say(rng, DETAILS, rating, silent)], " "),
        reviewed_at=shop.clock.timestamps(moment),
    )


def say(
    rng: np.random.Generator, phrases: tuple[tuple[str, ...], ...], mood: Ints, silent: Bools
) -> pa.Array:
    """Draw for each row one of the phrases of its mood; all lists have the same length."""
    choices = len(phrases[0])
    words = [text for texts in phrases for text in texts]
    return pick(words, mood * choices + rng.integers(choices, size=len(mood)), silent)
