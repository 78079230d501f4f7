"""Random shops: orphans, odd values, repeated rows, and people who say yes and no."""

import re
from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from .cases import Row

World = dict[str, list[Row]]

MAY, JUNE, JULY = (datetime(2024, month, 10, 12) for month in (5, 6, 7))
YEAR_9999 = datetime(9999, 12, 31)
RATES = {"EUR": Decimal(1), "USD": Decimal("0.9")}
CURRENCIES = {"EUR": "EUR", "eur": "EUR", " Usd ": "USD", "123": None, None: None}
STATUSES = {"paid": "paid", "PAID": "paid", "cancelled": "cancelled", "lost": None, None: None}
REAL_PEOPLE = ["demo:a", "demo:b", "demo:c"]
TESTER = "demo:t"
NO_ONE = [None, "demo:", "demo:gone", "demo:0", "demo:undefined"]
# these mean the same in every world of a build
SHARED = {
    None,
    "demo:",
    "demo:0",
    "demo:undefined",
    "demo:p",
    "demo:email",
    "demo:sms",
    "undefined",
}
FIRST_WORLD = 10

people = st.sampled_from([*REAL_PEOPLE, *REAL_PEOPLE, " demo:a ", "demo: b", TESTER, *NO_ONE])
times = st.sampled_from([MAY, MAY, JUNE, JUNE, None])
loads = st.sampled_from([JUNE, JULY, JULY])
orders_of_lines = st.sampled_from(["demo:1", "demo:2", "demo:3", "demo:4.0", "demo:gone", None])
amounts = st.sampled_from([None, "0", "2", "4.50", "-1", "1000000000000000"])


def optional(*values: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, *values])


orders = st.fixed_dictionaries(
    {
        "order_key": st.sampled_from(["demo:1", "demo:2", "demo:3", "demo:4"]),
        "source_customer_key": people,
        "anonymous_id": optional("demo:cookie", "demo:undefined"),
        "ordered_at": st.sampled_from([MAY, MAY, JUNE, JUNE, None, YEAR_9999]),
        "status": st.sampled_from(["paid", "paid", *STATUSES]),
        "currency_code": st.sampled_from(["EUR", "EUR", *CURRENCIES]),
        "shipping_amount": amounts,
        "discount_amount": optional("0", "1"),
        "loaded_at": loads,
    }
)
lines = st.fixed_dictionaries(
    {
        "order_key": orders_of_lines,
        "line_number": st.integers(1, 3),
        "product_key": st.sampled_from(["demo:p", "demo:p", "demo:gone", "demo:", None]),
        "quantity": st.sampled_from(["1", "2", "0.4", "1.5", "2.25", "1000", "0", "-1", None]),
        "unit_price": st.sampled_from(["10", "3.333", "0.00125", "0", "-1", "1000000000000", None]),
        "discount_amount": optional("0", "0.10"),
        "loaded_at": loads,
    }
)
refunds = st.fixed_dictionaries(
    {
        "refund_key": st.sampled_from(["demo:1", "demo:2", "demo:3"]),
        "order_key": orders_of_lines,
        "source_customer_key": people,
        "product_key": st.sampled_from(["demo:p", "demo:gone", None]),
        "quantity": optional("1", "0.5", "0"),
        "amount": st.sampled_from(["3", "10", "0.01", "-1", None, "1000000000000000"]),
        "currency_code": st.sampled_from(["EUR", "EUR", *CURRENCIES]),
        "refunded_at": st.sampled_from([JUNE, JUNE, MAY, None]),
        "loaded_at": loads,
    }
)
consents = st.fixed_dictionaries(
    {
        "consent_key": st.sampled_from([f"demo:{number}" for number in range(4)]),
        "source_customer_key": people,
        "purpose": st.sampled_from(["marketing", "marketing", "Marketing ", "profiling"]),
        "channel": st.sampled_from(["email", "sms", "EMAIL"]),
        "lawful_basis": st.sampled_from(["consent", "consent", None]),
        "granted_at": times,
        "withdrawn_at": st.sampled_from([None, None, MAY, JUNE, JULY]),
        "loaded_at": loads,
    }
)
messages = st.fixed_dictionaries(
    {
        "message_key": st.sampled_from([f"demo:{number}" for number in range(4)]),
        "source_customer_key": people,
        "campaign_key": st.sampled_from(["demo:email", "demo:sms", "demo:gone", None]),
        "experiment_arm": st.sampled_from(["offer", "control", None]),
        "assigned_at": times,
        "sent_at": times,
        "unsubscribed_at": st.sampled_from([None, None, MAY, JUNE, JULY]),
        "bounced_at": st.sampled_from([None, None, None, JUNE]),
        "complained_at": st.sampled_from([None, None, None, JUNE, JULY]),
        "loaded_at": loads,
    }
)
customers = st.lists(
    st.sampled_from([*REAL_PEOPLE, TESTER]).map(
        lambda key: {"source_customer_key": key, "is_test": key == TESTER, "loaded_at": JULY}
    ),
    max_size=6,
)
links = st.fixed_dictionaries(
    {
        "left_id": people,
        "right_id": st.sampled_from(["hash", "HASH", "undefined"]),
        "left_type": st.just("customer"),
        "right_type": st.just("email_hash"),
        "first_seen_at": st.just(MAY),
        "loaded_at": st.just(JULY),
    }
)
one_world = st.fixed_dictionaries(
    {
        "customers": customers,
        "identities": st.lists(links, max_size=4),
        "orders": st.lists(orders, max_size=7),
        "order_items": st.lists(lines, max_size=9),
        "refunds": st.lists(refunds, max_size=4),
        "consents": st.lists(consents, max_size=6),
        "messages": st.lists(messages, max_size=5),
    }
)


def together(worlds: list[World]) -> World:
    """Return the rows of several worlds that share no id, because a build of each takes seconds."""
    joined: World = defaultdict(list)
    for number, world in enumerate(worlds, start=FIRST_WORLD):
        for name, rows in world.items():
            joined[name] += [
                {column: _own(row[column], column, number) for column in row} for row in rows
            ]
    return dict(joined)


def _own(value: Any, column: str, number: int) -> Any:
    if not column.endswith(("_key", "_id")) or value in SHARED:
        return value
    if column == "right_id":
        return f"{number}{value}"
    return re.sub(r"(?<=demo:)( ?)", rf"\g<1>{number}", value)


several_worlds = st.lists(one_world, min_size=10, max_size=10).map(together)
