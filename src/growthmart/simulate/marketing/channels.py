"""The channels that campaigns write on: how often, at what price, and how people respond."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MessageChannel:
    """A channel of messages; a campaign on it every `every_days`, costs in euros.

    `bounce` is a share of those sent; `open`, `unsubscribe` and `complain` of those delivered;
    `click` of those opened (of those delivered where nothing can be opened). Both are none on
    channels without links. `tag` is utm source and medium.
    """

    name: str
    every_days: int
    first_day: int
    fixed_cost: float
    message_cost: float
    bounce: float
    open: float | None
    click: float | None
    unsubscribe: float
    complain: float
    tag: tuple[str, str] | None


MESSAGE_CHANNELS = (
    MessageChannel(
        *("email", 49, 10, 120.0, 0.002, 0.02, 0.32, 0.09, 0.003, 0.0006),
        ("newsletter", "email"),
    ),
    MessageChannel(
        *("sms", 98, 24, 60.0, 0.06, 0.03, None, 0.05, 0.006, 0.001),
        ("sms", "sms"),
    ),
    MessageChannel(
        *("push", 140, 45, 20.0, 0.0005, 0.08, 0.06, 0.5, 0.004, 0.0),
        ("push", "push"),
    ),
    MessageChannel("direct_mail", 240, 60, 400.0, 0.70, 0.03, None, None, 0.001, 0.0005, None),
    MessageChannel("phone", 240, 90, 300.0, 1.50, 0.25, None, None, 0.01, 0.004, None),
)
OBJECTIVES = ("reactivation", "second_purchase", "cross_sell", "news")
OFFERS = ("percentage", "gift", "free_shipping", "none")
OFFER_PROMOTION = (1, 2, 2, -1)
"""The place of each offer's code in `PROMOTIONS`, -1 where it needs none."""
