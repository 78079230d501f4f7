"""Events of servers join the visits that a loop in Python finds for them."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

# The models, in the order in which they are built.
MODELS = [
    "int_identities_first_seen",
    "int_identity_links",
    "int_server_events_with_account",
    "int_visitors_with_account",
    "int_server_events_matched_to_visitors",
]
START = datetime(2024, 3, 1, 10)
TIMEOUT = timedelta(minutes=30)
NEVER = datetime.max


@dataclass
class Row:
    """What is seen of a visitor at one moment."""

    at: datetime
    key: str
    kind: str
    account: str | None
    visitor: str
    active: datetime | None = None
    following: datetime | None = None
    taken_over: datetime = NEVER


def event(key: str, at: datetime, **ids: Any) -> dict[str, Any]:
    names = ["anonymous_id", "device_id", "source_customer_key", "order_key"]
    return {"event_key": key, "event_at": at} | dict.fromkeys(names) | ids


def order(key: str, at: datetime, **ids: Any) -> dict[str, Any]:
    nothing = {"anonymous_id": None, "source_customer_key": None}
    return {"order_key": key, "ordered_at": at} | nothing | ids


def is_of_server(one: dict[str, Any]) -> bool:
    return not one["anonymous_id"] and not one["device_id"]


def visitor_of(one: dict[str, Any]) -> str:
    """Return the visitor of an event of a browser or an app."""
    kinds = {"anonymous": "anonymous_id", "customer": "source_customer_key", "device": "device_id"}
    return next(f"{kind}/{one[name]}" for kind, name in kinds.items() if one[name])


def links_of(events: list[Any], orders: list[Any], identities: list[Any]) -> dict[Any, datetime]:
    """Return when each account was first seen on each cookie and device."""
    seen = [
        (one["source_customer_key"], f"{kind}/{one[name]}", one["event_at"])
        for one in events
        for kind, name in (("anonymous", "anonymous_id"), ("device", "device_id"))
        if one[name]
    ]
    seen += [
        (one["source_customer_key"], f"anonymous/{one['anonymous_id']}", one["ordered_at"])
        for one in orders
        if one["anonymous_id"]
    ]
    seen += [
        (one["left_id"], f"anonymous/{one['right_id']}", one["first_seen_at"]) for one in identities
    ]
    first: dict[Any, datetime] = {}
    for account, visitor, at in seen:
        if account:
            first[account, visitor] = min(at, first.get((account, visitor), at))
    return first


def timeline(rows: list[Row]) -> list[Row]:
    """Return what is seen of one visitor, with the account that the visitor belongs to by then."""
    visits: list[list[Row]] = []
    last = None
    for row in sorted(rows, key=lambda row: (row.at, row.key)):
        if last is None or row.at - last > TIMEOUT:
            visits.append([])
        visits[-1].append(row)
        last = last if row.kind == "link" else row.at
    before = None
    for visit in visits:
        named = [row.account for row in visit]
        active = None
        for number, row in enumerate(visit):
            so_far = [account for account in named[: number + 1] if account]
            to_come = [account for account in named[number:] if account]
            row.account = so_far[-1] if so_far else to_come[0] if to_come else before
            active = row.at if row.kind == "visitor" else active
            row.active = active
            ahead = [other.at for other in visit[number:] if other.kind == "visitor"]
            row.following = ahead[0] if ahead else None
        before = next((account for account in reversed(named) if account), before)
    flat = [row for visit in visits for row in visit]
    for row, following in itertools.pairwise(flat):
        if row.account and following.account != row.account:
            row.taken_over = following.at
    return flat


def priority(row: Row) -> tuple[datetime, timedelta]:
    """Return what is highest for the visit that was active last, or else begins next."""
    ahead = row.at - row.following if row.following else timedelta.min
    return row.active or datetime.min, ahead


def joined(events: list[Any], orders: list[Any], identities: list[Any]) -> dict[str, str]:
    """Return the visitors of the events of servers, as the model describes them."""
    order_of = {one["order_key"]: one for one in orders}
    servers = [one for one in events if is_of_server(one)]
    browsers = [one for one in events if not is_of_server(one)]
    seen = defaultdict(list)
    for one in browsers:
        visitor = visitor_of(one)
        account = one["source_customer_key"]
        seen[visitor].append(Row(one["event_at"], one["event_key"], "visitor", account, visitor))
    account_of = {}
    for one in servers:
        named = order_of.get(one["order_key"], {})
        account = one["source_customer_key"] or named.get("source_customer_key")
        account_of[one["event_key"]] = account
        visitors = {
            visitor_of(other)
            for other in browsers
            if one["order_key"] and other["order_key"] == one["order_key"]
        }
        if named.get("anonymous_id"):
            visitors.add(f"anonymous/{named['anonymous_id']}")
        for visitor in visitors:
            row = Row(one["event_at"], one["event_key"], "server", account, visitor)
            seen[visitor].append(row)
    for (account, visitor), at in links_of(events, orders, identities).items():
        seen[visitor].append(Row(at, f"customer/{account}", "link", account, visitor))

    rows = [row for of_visitor in seen.values() for row in timeline(of_visitor)]
    by_order: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row.visitor, reverse=True):
        if row.kind == "server" and (row.active or row.following):
            other = by_order.get(row.key)
            if other is None or priority(row) >= priority(other):
                by_order[row.key] = row

    acts = defaultdict(list)
    for row in [row for row in rows if row.kind == "visitor"] + list(by_order.values()):
        acts[row.account].append(row)
    for one in servers:
        key = one["event_key"]
        if key not in by_order:
            acts[account_of[key]].append(Row(one["event_at"], key, "server", None, ""))
    found = {key: row.visitor for key, row in by_order.items()}
    for account, of_account in acts.items():
        before = visit = None
        waiting: list[str] = []
        for act in sorted(of_account, key=lambda act: (act.at, act.key)):
            if before is None or act.at - before > TIMEOUT:
                visit, waiting = None, []
            before = act.at
            if act.visitor:
                visit = act
                found |= dict.fromkeys(waiting, act.visitor)
                waiting = []
            elif account and visit and act.at < visit.taken_over:
                found[act.key] = visit.visitor
            elif account:
                waiting.append(act.key)
    for one in servers:
        key = one["event_key"]
        if account_of[key] and not one["source_customer_key"]:
            found.setdefault(key, f"customer/{account_of[key]}")
    return found


class Matching:
    """Builds the models from events, orders and identities."""

    def __init__(self, warehouse: Any) -> None:
        self.warehouse = warehouse
        for name in ("input_events", "input_orders", "input_identities"):
            warehouse.declare(name)

    def __call__(
        self, events: list[Any], orders: list[Any] = (), identities: list[Any] = ()
    ) -> dict[str, str]:
        self.warehouse.fill("input_events", events)
        self.warehouse.fill("input_orders", list(orders))
        self.warehouse.fill("input_identities", list(identities))
        for name in MODELS:
            rows = self.warehouse.build(name)
        return {row["event_key"]: row["visitor_key"] for row in rows}


@pytest.fixture
def matching(warehouse: Any) -> Matching:
    return Matching(warehouse)


# Pauses of exactly the time-out and of one second more are frequent.
MOMENTS = st.builds(
    lambda minutes, seconds: START + timedelta(minutes=minutes, seconds=seconds),
    st.sampled_from([-1440, -60, -31, 0, 5, 10, 20, 30, 35, 50, 60, 90]),
    st.sampled_from([0, 0, 1]),
)


@st.composite
def worlds(draw: Callable[..., Any]) -> tuple[list[Any], list[Any], list[Any]]:
    """Return events, orders and identities of a few cookies, devices and accounts."""
    accounts = st.sampled_from(["a", "b", None, None])
    events = []
    for number in range(draw(st.integers(1, 12))):
        ids = {
            "anonymous_id": draw(st.sampled_from(["v", "v", "w", None, None, None])),
            "device_id": draw(st.sampled_from(["v", None, None, None])),
            "source_customer_key": draw(accounts),
            "order_key": draw(st.sampled_from(["o1", "o2", None, None, None])),
        }
        if any(ids.values()):
            events.append(event(f"e{number:02}", draw(MOMENTS), **ids))
    orders = [
        order(
            key,
            draw(MOMENTS),
            anonymous_id=draw(st.sampled_from(["v", "w", None])),
            source_customer_key=draw(accounts),
        )
        for key in draw(st.sets(st.sampled_from(["o1", "o2"])))
    ]
    identities = [
        {
            "left_type": "customer",
            "left_id": draw(st.sampled_from(["a", "b"])),
            "right_type": "anonymous",
            "right_id": "w",
            "first_seen_at": draw(MOMENTS),
        }
        for _ in range(draw(st.integers(0, 1)))
    ]
    return events, orders, identities


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(worlds())
def test_visitors_are_those_found_by_hand(matching: Matching, world: tuple[Any, Any, Any]):
    assert matching(*world) == joined(*world)


VISIT = [
    event("landing", START, anonymous_id="v"),
    event("checkout", START + timedelta(minutes=10), anonymous_id="v"),
]
LOGIN = event("login", START + timedelta(minutes=5), anonymous_id="v", source_customer_key="a")
SALE = START + timedelta(minutes=12, seconds=5)
ORDERED = START + timedelta(minutes=12)


@pytest.mark.parametrize(
    ("known", "orders", "others", "identities"),
    [
        pytest.param(
            {"source_customer_key": "a"},
            [],
            [LOGIN],
            [],
            id="the account that logged in",
        ),
        pytest.param(
            {"source_customer_key": "a"},
            [],
            [event("thanks", SALE + timedelta(1e-4), anonymous_id="v", source_customer_key="a")],
            [],
            id="the account that logs in later in the visit",
        ),
        pytest.param(
            {"source_customer_key": "a"},
            [],
            [event("old", START - timedelta(9), anonymous_id="v", source_customer_key="a")],
            [],
            id="the account that logged in on the cookie before",
        ),
        pytest.param(
            {"source_customer_key": "a"},
            [],
            [],
            [
                {
                    "left_type": "customer",
                    "left_id": "a",
                    "right_type": "anonymous",
                    "right_id": "v",
                    "first_seen_at": START - timedelta(9),
                }
            ],
            id="the account that is linked to the cookie",
        ),
        pytest.param(
            {"source_customer_key": "a"},
            [order("o", ORDERED, anonymous_id="v", source_customer_key="a")],
            [],
            [],
            id="the account that ordered on the cookie",
        ),
        pytest.param(
            {"order_key": "o"},
            [order("o", ORDERED, anonymous_id="v")],
            [],
            [],
            id="the cookie of the order",
        ),
        pytest.param(
            {"order_key": "o", "source_customer_key": "a"},
            [order("o", ORDERED, source_customer_key="a")],
            [event("thanks", SALE - timedelta(1e-4), anonymous_id="v", order_key="o")],
            [],
            id="a visit that names the order",
        ),
        pytest.param(
            {"order_key": "o"},
            [order("o", ORDERED, source_customer_key="a")],
            [LOGIN],
            [],
            id="the account of the order",
        ),
    ],
)
def test_a_sale_is_in_the_open_visit(
    matching: Matching, known: Any, orders: Any, others: Any, identities: Any
):
    events = [*VISIT, *others, event("sale", SALE, **known)]
    assert matching(events, orders, identities) == {"sale": "anonymous/v"}
    # an hour later the visit is over
    late = [*VISIT, *others, event("sale", SALE + 2 * TIMEOUT, **known)]
    assert "anonymous/v" not in matching(late, orders, identities).values()
