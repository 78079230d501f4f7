"""Every frozen figure of the records of people.

They were chosen once and are not changed; see `growthmart.simulate.base.parameters`.
"""

from dataclasses import dataclass

from growthmart.simulate.base.draws import planted_rows


@dataclass(frozen=True)
class RecordParameters:
    """Shares are 0 to 1, of all people unless the name says otherwise."""

    second_account_share: float = 0.01
    # What links the two accounts: half the same phone, the others a card or only a device.
    second_account_links: tuple[tuple[str, float], ...] = (
        ("phone_hash", 0.5),
        ("loyalty", 0.3),
        ("device", 0.2),
    )
    erased_share: float = 0.01

    # People without an account: who order once, who order again, and those for whom the shop makes
    # a new record with each order.
    guest_once_share: float = 0.006
    guest_again_share: float = 0.003
    guest_again_orders: tuple[int, int] = (2, 4)
    guest_records_share: float = 0.002
    guest_records_orders: tuple[int, int] = (3, 8)
    # Of those who order once.
    guest_address_share: float = 0.5
    # Of the guest orders of people with an account and an address.
    guest_order_address_share: float = 0.6

    subscriber_share: float = 0.01
    # The others subscribe in a browser of their own.
    subscriber_in_foreign_browser_share: float = 0.33

    # Ids that mean no one. The shares of sessions are of those of visitors who never sign up.
    placeholder_link_share: float = 0.01
    placeholder_account_link_share: float = 0.002
    placeholder_guest_share: float = 0.3
    placeholder_session_share: float = 0.01

    # Of the last messages that people got in a channel.
    unsubscribed_share: float = 0.03
    complained_share: float = 0.01
    # Of those who said no in a message, and of those who withdrew their consent.
    granted_again_share: float = 0.33
    granted_again_after_withdrawal_share: float = 0.1


RECORDS = RecordParameters()


def number_of(rows: int, share: float, customers: int) -> int:
    """Return how many of the rows a share is; at least one in a large world if it is not zero."""
    return planted_rows(rows, share, customers) if share else 0
