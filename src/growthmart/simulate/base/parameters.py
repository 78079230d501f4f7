"""Every frozen figure of the simulated world, in one place.

They were chosen once and are not changed. A figure that is tuned until a model looks good proves
nothing.
"""

from dataclasses import dataclass

SIMULATOR_VERSION = 6
"""The version of the data: raise it when the same arguments give another data set."""


@dataclass(frozen=True)
class Parameters:
    """The frozen parameters of the world.

    Rates of buying and of dropping out are per week. Spend is in euros. Shares are 0 to 1.
    """

    calendar_start: str = "2023-01-01"

    # Pareto/NBD and gamma-gamma: Fader, Hardie and Lee (2005), CDNOW 1/10 sample.
    purchase_shape: float = 0.55
    purchase_scale_rate: float = 10.6
    dropout_shape: float = 0.61
    dropout_scale_rate: float = 11.7
    spend_p: float = 6.25
    spend_q: float = 3.74
    spend_v: float = 15.44

    # Frozen by the design: who buys, what the catalogue and tastes look like, the seasons.
    buyer_share: float = 0.25
    catalogue_size: int = 2_000
    catalogue_minimum: int = 60
    category_count: int = 20
    popularity_exponent: float = 0.8
    taste_dimensions: int = 8
    taste_deviation: float = 1.2
    season_amplitude: float = 0.2

    # Chosen here: few people are very sensitive to prices; these use promotions and reductions.
    price_sensitivity_shapes: tuple[float, float] = (2.0, 3.0)

    # Frozen by the design: identities and dirt.
    devices_per_person: float = 1.8
    cookie_loss_per_year: float = 0.25
    shared_device_share: float = 0.06
    email_change_share: float = 0.03
    test_share: float = 0.01
    dirt_share: float = 0.005
    dirt_guaranteed_from_customers: int = 100

    # Chosen here: time. The year's peak is late in November; most first orders follow at signup.
    season_peak_day: float = 330.0
    first_order_at_signup_share: float = 0.6
    first_order_prompt_days: float = 0.02
    first_order_delay_days: float = 6.0

    # Chosen here: catalogue. Prices are log-normal, spread between and within the categories.
    price_median: float = 14.0
    price_category_deviation: float = 0.4
    price_own_deviation: float = 0.6
    category_taste_weight: float = 0.7
    cost_share_low: float = 0.35
    cost_share_high: float = 0.70
    launched_later_share: float = 0.15
    inactive_share: float = 0.05

    # Chosen here: baskets. The price of a line's product fits the money for the line, within a
    # deviation of the log price.
    extra_lines_mean: float = 0.7
    lines_maximum: int = 6
    line_share_shape: float = 4.0
    price_fit_deviation: float = 0.35
    line_discount_share: float = 0.1
    unit_price_minimum_cents: int = 50

    # Chosen here: orders. Guests are about 4 % of orders; half of them reuse a known cookie.
    cancelled_share: float = 0.03
    guest_share: float = 0.04
    guest_known_cookie_share: float = 0.5
    promotion_share: float = 0.08
    free_shipping_from_cents: int = 5_000
    shipping_cents: int = 490

    # Chosen here: refunds. A refund after the calendar's end has not happened yet.
    refund_share: float = 0.055
    refund_delay_shape: float = 2.0
    refund_delay_days: float = 6.0
    refund_without_order_share: float = 0.15
    refund_money_back_share: float = 0.10

    # Chosen here: exchange rates. They start near those of January 2023 and move by 1 % a month.
    exchange_start: tuple[float, ...] = (1.0, 1.13, 0.93)
    exchange_deviation: float = 0.01

    # Chosen here: the fields that people leave blank.
    birth_missing_share: float = 0.2
    gender_missing_share: float = 0.1
    occupation_missing_share: float = 0.3
    email_missing_share: float = 0.03
    phone_missing_share: float = 0.3

    # Chosen here: consents. E-mail is usual and calls are rare; few people withdraw a consent.
    consent_shares: tuple[float, ...] = (0.65, 0.3, 0.25, 0.4, 0.15, 0.8, 0.6)
    consent_withdrawals_per_year: float = 0.08

    @property
    def price_sensitivity_mean(self) -> float:
        """The mean of the price sensitivity over all people."""
        one, other = self.price_sensitivity_shapes
        return one / (one + other)


FROZEN = Parameters()
