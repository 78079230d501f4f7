"""Every frozen figure of customer relations.

They were chosen once and are not changed; see `growthmart.simulate.base.parameters`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class CrmParameters:
    """The frozen parameters of service, loyalty, opinion and sales.

    Shares are 0 to 1. Rates are per person and year. Points of satisfaction have a standard
    deviation of about 1 over all orders.
    """

    # Payments: splits are rare, so most orders have one row and some have three.
    voucher_share: float = 0.06
    second_card_share: float = 0.02
    split_from_cents: int = 1_000
    instalment_share: float = 0.15
    instalment_from_cents: int = 6_000
    cash_in_store_share: float = 0.3

    # Loyalty: a point per euro, which expires after a year; a welcome gift shows the enrolment.
    member_share: float = 0.4
    enrol_at_first_order_share: float = 0.5
    enrol_delay_days: float = 40.0
    welcome_points: int = 50
    points_after_days: float = 2.0
    points_last_days: float = 365.0
    redeem_share: float = 0.2

    # Referrals: a friend referred many of the people who came without a link and without an ad.
    referred_share: float = 0.4
    referral_lead_days: float = 14.0

    # Subscriptions: few buyers have one; it lasts about a year unless the person is lost before.
    # Some begin with a free trial. Some of those who change the plan leave before.
    subscriber_share: float = 0.12
    subscription_delay_days: float = 45.0
    subscription_days: float = 330.0
    plan_changes_per_year: float = 0.4
    trial_share: float = 0.4
    trial_days: float = 14.0
    trial_unpaid_share: float = 0.35
    leave_share: float = 0.3
    break_days: float = 10.0
    pause_share: float = 0.25
    pause_days: float = 40.0

    # Support: most damage is reported, and other orders rarely need help. Hours to the first reply
    # and days to the resolution are log-normal around the medians in the vocabulary.
    ticket_order_share: float = 0.06
    tickets_per_year: float = 0.03
    ticket_delay_days: float = 3.0
    reply_deviation: float = 0.8
    live_channel_reply_factor: float = 0.1
    resolution_deviation: float = 1.0

    # Other contacts.
    contacts_per_year: float = 0.25
    visit_with_store_order_share: float = 0.4
    duration_deviation: float = 0.6

    # Satisfaction depends on the person, on what happened to the order, and on how long help took.
    person_deviation: float = 0.7
    order_deviation: float = 0.6
    product_deviation: float = 0.4
    ticket_deviation: float = 0.5
    slow_penalty: float = 0.35

    # Opinions: J-shaped ratings, mostly from people who are very pleased or very displeased.
    review_share: float = 0.06
    review_share_per_point: float = 0.05
    review_share_maximum: float = 0.5
    review_delay_days: float = 4.0
    review_deviation: float = 0.5
    rating_cuts: tuple[float, ...] = (-1.7, -1.1, -0.5, 0.2)
    review_text_share: float = 0.7
    survey_order_share: float = 0.08
    survey_ticket_share: float = 0.3
    survey_delay_days: float = 2.0
    survey_deviation: float = 0.6
    comment_share: float = 0.35

    # Leads: hidden quality changes the odds to win around the rate of the origin.
    leads_per_customer: float = 0.04
    lead_customer_share: float = 0.35
    lead_quality_deviation: float = 0.8
    qualify_delay_days: float = 4.0
    close_delay_days: float = 15.0
    lead_value_median: float = 600.0
    lead_value_deviation: float = 0.9
    lead_value_missing_share: float = 0.2
    estimate_deviation: float = 0.15


CRM = CrmParameters()
