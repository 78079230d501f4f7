"""Names and addresses that cannot belong to a real person."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import entity_table, ids, join, pick, whole
from growthmart.simulate.base.parameters import FROZEN
from growthmart.simulate.base.vocabulary import (
    CITIES,
    EMAIL_DOMAINS,
    FIRST_NAMES,
    LAST_NAMES,
    STREETS,
)

SHOUTED_EMAIL_SHARE = 0.1


def contact_table(rng: np.random.Generator, customers: int, clock: Clock) -> pa.Table:
    """Build one contact per customer.

    E-mail domains are reserved for examples (RFC 2606), and phone numbers have the unassigned
    country code 999. Both are unique per customer. Some e-mails are in capitals.
    """
    numbers = np.arange(1, customers + 1)
    first = pick(FIRST_NAMES, rng.integers(len(FIRST_NAMES), size=customers))
    last = pick(LAST_NAMES, rng.integers(len(LAST_NAMES), size=customers))
    domain = pick(EMAIL_DOMAINS, rng.integers(len(EMAIL_DOMAINS), size=customers))
    no_email = rng.random(customers) < FROZEN.email_missing_share
    mailbox = join([first, last, ids("", numbers, no_email, digits=1)], ".")
    email = join([pc.utf8_lower(mailbox), domain], "@")
    shouted = pa.array(rng.random(customers) < SHOUTED_EMAIL_SHARE)
    no_phone = rng.random(customers) < FROZEN.phone_missing_share
    house = pa.array(rng.integers(1, 200, customers)).cast(pa.string())
    street = pick(STREETS, rng.integers(len(STREETS), size=customers))
    return entity_table(
        "contacts",
        clock,
        customer_id=ids("C", numbers),
        email=pc.if_else(shouted, pc.utf8_upper(email), email),
        phone=ids("+999", numbers, no_phone, digits=9),
        first_name=first,
        last_name=last,
        street=join([house, street], " "),
        city=pick(CITIES, rng.integers(len(CITIES), size=customers)),
        postal_code=ids("X", rng.integers(0, 10_000, customers), digits=4),
        birth_month=whole(rng.integers(1, 13, customers)),
        birth_day=whole(rng.integers(1, 29, customers)),
    )
