"""Every frozen figure of ads and campaigns.

Chosen once and then left alone, as those in `growthmart.simulate.base.parameters` are.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class MarketingParameters:
    """Shares lie in 0 to 1, delays are in days where not said otherwise."""

    # The effect of a treatment on the chance to buy, frozen by the design. Clipped: a message
    # drives nobody away, and no one message sells to everybody.
    effect_mean: float = 0.01
    effect_slope: float = 0.008
    effect_deviation: float = 0.006
    effect_most: float = 0.06
    # Weights of what the shop could observe: price sensitivity, recency, taste match.
    effect_weights: tuple[float, float, float] = (0.6, 0.5, 0.6)

    # A third in control: enough to measure by, and most are still written to.
    control_share: float = 0.33
    # An induced order comes within days; campaigns close to the calendar's end would lack them.
    induced_delay_days: float = 1.5
    induced_least_days: float = 0.05
    induced_most_days: float = 7.0
    campaign_lead_days: float = 10.0
    campaign_tail_days: float = 9.0
    # Most induced orders follow the link; so do some orders that would have come anyway.
    induced_click_share: float = 0.8
    carried_click_share: float = 0.3
    carried_window_days: float = 3.0

    # Ads: weekly budget steps, so that spend varies enough to learn a response from.
    budget_week_deviation: float = 0.45
    budget_day_deviation: float = 0.10
    weekend_budget: float = 0.8
    sessions_per_person_year: float = 20.0
    # What platforms report: clicks that never load a page, and conversions that they claim.
    lost_click_share: float = 0.1
    click_rate: float = 0.02
    claimed_more_share: float = 0.35
    # One in so many signups is booked by the shop under another channel than the first visit's.
    signup_channel_wrong_share: float = 0.1

    # Costs a month per 1,000 customers, in euros, before noise.
    monthly_cost: float = 60.0
    monthly_cost_deviation: float = 0.15


MARKETING = MarketingParameters()
