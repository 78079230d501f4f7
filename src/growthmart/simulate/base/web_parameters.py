"""Every frozen figure of sessions and events.

They were chosen once and are not changed; see `growthmart.simulate.base.parameters`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class StepRates:
    """Mean counts, and shares of the sessions that do not bounce or that reach the step before."""

    bounce: float
    content: float
    activity: float
    search: float
    view: float
    further_views_mean: float
    wishlist_of_views: float
    cart_of_views: float
    checkout_of_carts: float


@dataclass(frozen=True)
class WebParameters:
    """Shares are 0 to 1; lengths are in seconds unless the name says otherwise."""

    block_people: int = 20_000

    # About 20 sessions a person and year of 3 events, and a session in 25 to 100 buys.
    visitor: StepRates = StepRates(0.48, 0.12, 0.01, 0.20, 0.66, 1.9, 0.04, 0.08, 0.30)
    customer: StepRates = StepRates(0.34, 0.14, 0.05, 0.26, 0.72, 2.1, 0.09, 0.12, 0.40)

    # Visits of people: a gamma rate around a common rate until interest is lost, then a low rate.
    visits_per_day: float = 0.09
    visits_shape: float = 1.2
    visits_after_share: float = 0.2
    interest_days: float = 150.0
    earlier_visits_mean: float = 0.6
    earlier_visit_days: float = 4.0

    # Visitors who never sign up, per person who signs up and year.
    anonymous_visitors_per_person_year: float = 7.0
    anonymous_visits_more: float = 0.35
    anonymous_return_days: float = 5.0

    # A third of the sessions start on the page of a category, the others on the home page.
    lands_on_category_share: float = 0.35

    order_visit_shape: float = 2.0
    order_visit_seconds: float = 240.0
    visit_seconds: float = 240.0
    visit_seconds_most: int = 1_500
    views_beyond_bought_mean: float = 1.2

    # Half of the customers' visits are known to be theirs: logged in at the start, or later.
    logged_in_share: float = 0.35
    logs_in_share: float = 0.12
    order_logs_in_share: float = 0.35

    device_types: tuple[tuple[str, float], ...] = (
        ("mobile", 0.58),
        ("desktop", 0.34),
        ("tablet", 0.08),
    )

    # Frozen by the design: events sent twice, and events that come days late.
    duplicate_share: float = 0.02
    late_share: float = 0.01
    late_days: float = 7.0
    resend_seconds: int = 3_600


WEB = WebParameters()
