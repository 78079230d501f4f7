"""The channels of messages: how often they are used, their price, and how people respond."""

from dataclasses import dataclass

from growthmart.simulate.base.draws import NONE


@dataclass(frozen=True)
class MessageChannel:
    """A channel of messages; it has a campaign every `every_days`, and its costs are in euros.

    `bounce` is a share of the messages sent. `open`, `unsubscribe` and `complain` are shares of the
    messages delivered. `click` is a share of the messages opened, or of those delivered if messages
    cannot be opened. Channels without links have no `open` and no `click`. `tag` is the utm source
    and medium.
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
OFFER_PROMOTION = (1, 2, 2, NONE)
"""The position of each offer's code in `PROMOTIONS`; `NONE` if it needs no code."""
