"""Events sessionized load by load equal those sessionized at once, and a loop in Python."""

import json
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from end_to_end.project import Project

from .conftest import dbt_compile

MODEL = "int_events_sessionized"
MATCHED = "int_server_events_matched_to_visitors"
# What the visitors of server events depend on, in the order in which it is built.
BEFORE = [
    "int_identities_first_seen",
    "int_identity_links",
    "int_server_events_with_account",
    "int_visitors_with_account",
    MATCHED,
]
# The orders that events may name: of a cookie, of an account, of both and of none.
ORDERS = [
    {"order_key": "o1", "anonymous_id": "x", "source_customer_key": None},
    {"order_key": "o2", "anonymous_id": None, "source_customer_key": "z"},
    {"order_key": "o3", "anonymous_id": "y", "source_customer_key": "x"},
    {"order_key": "o4", "anonymous_id": None, "source_customer_key": None},
]
MIDNIGHT = datetime(2024, 3, 2)
TIMEOUT = timedelta(minutes=30)
# Times around midnight, with pauses of exactly the time-out and of one second more.
MINUTES = [-50, -31, -30, -20, -1, 0, 10, 29, 1440]
# What says whose an event is, the most telling first.
IDS = ["anonymous_id", "source_customer_key", "device_id", "order_key"]
ALIKE = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# an example of several loads takes half a second
FEW, MANY = settings(ALIKE, max_examples=40), settings(ALIKE, max_examples=400)


@pytest.fixture(scope="session")
def incremental(parsed: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Return the pre-hook and the select of a build on top of another one, as dbt compiles them."""
    project = Project.create(tmp_path_factory.mktemp("incremental") / "project", parsed=parsed)
    with duckdb.connect(str(project.warehouse)) as session:
        session.execute("create schema restricted")
        session.execute(f"create table restricted.{MODEL} (event_date date)")
    hook = f"{{{{ delete_changed_days(ref('{MODEL}'), ref('input_events'), ref('{MATCHED}')) }}}}"
    pre_hook, select = (
        json.loads(dbt_compile(project.folder, "--output", "json", *words))["compiled"]
        for words in (["--inline", hook], ["--select", MODEL])
    )
    return pre_hook, select


class Loads:
    """Sessionizes events at once or load by load; a load may know more orders than the last."""

    def __init__(self, warehouse: Any, incremental: tuple[str, str]) -> None:
        self.warehouse = warehouse
        self.hook, self.select = incremental
        self.table = warehouse.nodes[MODEL]["relation_name"]
        for name in ("input_events", "input_orders", "input_identities"):
            warehouse.declare(name)
        self.full([])

    def fill(self, events: list[dict[str, Any]], orders: list[dict[str, Any]]) -> None:
        """Fill the input layer; an order that is not known is no reference."""
        known = {order["order_key"] for order in orders}
        named = [
            one | {"order_key": one["order_key"] if one["order_key"] in known else None}
            for one in events
        ]
        self.events = [one for one in named if any(one[name] for name in IDS)]
        self.warehouse.fill("input_events", self.events)
        self.warehouse.fill("input_orders", [order | {"ordered_at": MIDNIGHT} for order in orders])
        for name in BEFORE:
            rows = self.warehouse.build(name)
        self.visitors = {row["event_key"]: row["visitor_key"] for row in rows}

    def full(
        self, events: list[dict[str, Any]], orders: list[dict[str, Any]] = ORDERS
    ) -> list[dict[str, Any]]:
        self.fill(events, orders)
        return sorted(self.warehouse.build(MODEL), key=lambda row: row["event_key"])

    def add(
        self, events: list[dict[str, Any]], orders: list[dict[str, Any]] = ORDERS
    ) -> list[dict[str, Any]]:
        """Sessionize the events of a load, on top of the rows in the table."""
        self.fill(events, orders)
        self.warehouse.session.execute(self.hook)
        self.warehouse.session.execute(f"insert into {self.table} by name {self.select}")
        return self.warehouse.fetch(f"from {self.table} order by event_key")


@pytest.fixture
def loads(warehouse: Any, incremental: tuple[str, str]) -> Loads:
    return Loads(warehouse, incremental)


def event(key: str, at: datetime, **ids: Any) -> dict[str, Any]:
    fixed = {"event_key": key, "event_at": at, "source_name": "demo", "event_name": "login"}
    return fixed | dict.fromkeys(IDS) | ids


@st.composite
def streams(draw: Callable[..., Any]) -> list[dict[str, Any]]:
    """Return events of few visitors, most of them near midnight."""
    events = []
    for number in range(draw(st.integers(0, 10))):
        minutes, seconds = draw(st.sampled_from(MINUTES)), draw(st.sampled_from([0, 0, 1]))
        at = MIDNIGHT + timedelta(minutes=minutes, seconds=seconds)
        ids = {
            "anonymous_id": draw(st.sampled_from(["x"] * 6 + ["y"] + [None] * 3)),
            "source_customer_key": draw(st.sampled_from(["x", "z"] + [None] * 3)),
            "order_key": draw(st.sampled_from(["o1", "o2", "o3", "o4"] + [None] * 8)),
        }
        ids["device_id"] = draw(st.sampled_from(["x", "y"])) if not any(ids.values()) else None
        events.append(event(f"e{number:02}", at, **ids))
    return events


@st.composite
def histories(draw: Callable[..., Any]) -> list[tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    """Return all events and orders after each load.

    In each load one or two events come late, change or disappear, and an order may come or go.
    """
    stream = draw(streams())
    states = {one["event_key"]: draw(st.integers(0, 9)) for one in stream}
    known = draw(st.sets(st.sampled_from(range(len(ORDERS)))))
    history = []
    for _ in range(draw(st.integers(2, 5))):
        events = [
            one | {"source_customer_key": "z"} if states[one["event_key"]] == 1 else one
            for one in stream
            if states[one["event_key"]]
        ]
        history.append((events, [ORDERS[number] for number in sorted(known)]))
        for one in draw(st.lists(st.sampled_from(stream), max_size=2)) if stream else []:
            states[one["event_key"]] = draw(st.integers(0, 2))
        known ^= draw(st.sets(st.sampled_from(range(len(ORDERS))), max_size=1))
    return history


def by_hand(
    events: list[dict[str, Any]], matched: dict[str, str]
) -> dict[str, tuple[str, int, str | None]]:
    """Return the session, number and known account of each event, by a loop over visitors."""
    visitors = defaultdict(list)
    for one in events:
        visitors[matched.get(one["event_key"]) or own_visitor(one)].append(one)
    found = {}
    for of_visitor in visitors.values():
        session = number = known = before = None
        for one in sorted(of_visitor, key=lambda one: (one["event_at"], one["event_key"])):
            account = one["source_customer_key"]
            if before is None or one["event_at"] - before > TIMEOUT:
                session = known = None
            if known and account and account != known:
                session = known = None
            if session is None:
                session, number = one["event_key"], 0
            number, known, before = number + 1, account or known, one["event_at"]
            found[one["event_key"]] = (session, number, known)
    return found


def own_visitor(one: dict[str, Any]) -> str:
    """Return the visitor of an event by its own ids."""
    kinds = ["anonymous", "customer", "device", "order"]
    named = zip(kinds, IDS, strict=True)
    return next(f"{kind}/{one[name]}" for kind, name in named if one[name])


@ALIKE
@given(streams())
def test_sessions_are_those_found_by_hand(loads: Loads, stream: list[dict[str, Any]]):
    rows = loads.full(stream)
    found = {
        row["event_key"]: (row["session_key"], row["event_number"], row["account_key"])
        for row in rows
    }
    assert found == by_hand(loads.events, loads.visitors)


@pytest.mark.parametrize(
    "examples", [FEW, pytest.param(MANY, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_load_by_load_is_all_at_once(loads: Loads, examples: settings):
    @examples
    @given(histories())
    def check(history: list[tuple[Any, Any]]) -> None:
        loads.full([])
        added = [loads.add(events, orders) for events, orders in history]
        assert added == [loads.full(events, orders) for events, orders in history]

    check()


def test_a_session_goes_on_after_midnight_with_its_number_and_account(loads: Loads):
    evening = [
        event("e1", MIDNIGHT - timedelta(minutes=40), anonymous_id="x", source_customer_key="a"),
        event("e2", MIDNIGHT - timedelta(minutes=10), anonymous_id="x"),
        event("e3", MIDNIGHT - timedelta(minutes=30), anonymous_id="y"),
        event("e4", MIDNIGHT - timedelta(minutes=30, seconds=1), anonymous_id="z"),
    ]
    night = [event(f"n{visitor}", MIDNIGHT, anonymous_id=visitor) for visitor in "xyz"]
    loads.add(evening)
    rows = {row["event_key"]: row for row in loads.add(evening + night)}
    assert [rows["nx"][name] for name in ("session_key", "event_number", "account_key")] == [
        "e1",
        3,
        "a",
    ]
    assert rows["ny"]["session_key"] == "e3"
    assert rows["nz"]["session_key"] == "nz"


def test_of_two_sessions_before_midnight_the_later_one_goes_on(loads: Loads):
    times = {"e1": 20, "e2": 10, "e3": 9, "e4": 8}
    evening = [
        event(
            key,
            MIDNIGHT - timedelta(minutes=minutes),
            anonymous_id="x",
            source_customer_key="a" if key == "e1" else "b",
        )
        for key, minutes in times.items()
    ]
    loads.add(evening)
    rows = loads.add([*evening, event("n", MIDNIGHT, anonymous_id="x")])
    assert [rows[-1][name] for name in ("event_key", "session_key", "event_number")] == [
        "n",
        "e2",
        4,
    ]


def test_only_changed_and_later_days_are_sessionized_again(loads: Loads):
    days = [event(f"e{day}", MIDNIGHT + timedelta(days=day), anonymous_id="x") for day in range(3)]
    loads.add(days)
    loads.warehouse.session.execute(f"update {loads.table} set account_key = 'mark'")
    days[1]["page"] = "/other"
    marks = {row["event_key"]: row["account_key"] for row in loads.add(days)}
    assert marks == {"e0": "mark", "e1": None, "e2": None}


def test_a_later_receipt_of_the_same_event_changes_nothing(loads: Loads):
    one = event("e1", MIDNIGHT, anonymous_id="x", loaded_at=MIDNIGHT)
    loads.add([one])
    loads.warehouse.session.execute(f"update {loads.table} set account_key = 'mark'")
    rows = loads.add([one | {"loaded_at": MIDNIGHT + timedelta(days=1)}])
    assert [row["account_key"] for row in rows] == ["mark"]


def test_other_rules_sessionize_everything_again(loads: Loads):
    days = [event(f"e{day}", MIDNIGHT + timedelta(days=day), anonymous_id="x") for day in range(3)]
    expected = loads.add(days)
    loads.warehouse.session.execute(
        f"update {loads.table} set sessionized_by = 'others', account_key = 'mark' "
        "where event_key = 'e2'"
    )
    assert loads.add(days) == expected
