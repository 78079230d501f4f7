"""Every frozen figure of ads and campaigns.

They were chosen once and are not changed; see `growthmart.simulate.base.parameters`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class MarketingParameters:
    """Shares are 0 to 1; delays are in days unless the name says otherwise."""

    # The effect of a treatment on the probability to buy, frozen by the design. It is clipped: a
    # message never lowers the probability, and never makes everyone buy.
    effect_mean: float = 0.01
    effect_slope: float = 0.008
    effect_deviation: float = 0.006
    effect_most: float = 0.06
    # Weights of the things that the shop can observe: price sensitivity, recency, taste match.
    effect_weights: tuple[float, float, float] = (0.6, 0.5, 0.6)

    # A third of the customers is in control: enough to measure, and most still get a message.
    control_share: float = 0.33
    # An induced order comes within days, so campaigns near the calendar's end would have none.
    induced_delay_days: float = 1.5
    induced_least_days: float = 0.05
    induced_most_days: float = 7.0
    campaign_tail_days: float = 9.0
    # Most induced orders follow the link, and so do some orders that would happen anyway.
    induced_click_share: float = 0.8
    carried_click_share: float = 0.3
    carried_window_days: float = 3.0

    # Ads: weekly budget steps, so that spend varies enough to learn a response curve.
    budget_week_deviation: float = 0.45
    budget_day_deviation: float = 0.10
    weekend_budget: float = 0.8
    sessions_per_person_year: float = 20.0
    # The reports of platforms: clicks that never load a page, and conversions that they claim.
    lost_click_share: float = 0.1
    click_rate: float = 0.02
    claimed_more_share: float = 0.35
    # The share of signups for which the shop stores another channel than that of the first visit.
    signup_channel_wrong_share: float = 0.1

    # Costs per month and 1,000 customers, in euros, before noise.
    monthly_cost: float = 60.0
    monthly_cost_deviation: float = 0.15


MARKETING = MarketingParameters()
