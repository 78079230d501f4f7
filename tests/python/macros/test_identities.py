"""Identity resolution: the SQL equals a plain union of sets on random links, also for new links."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from growthmart.privacy import PSEUDONYM_LENGTH

ROOT = Path(__file__).parents[3]
START = datetime(2024, 1, 1)
LIMIT = 3
WEAK = ("anonymous", "device")
TYPES = ("anonymous", "device", "email_hash", "phone_hash", "loyalty")
Link = tuple[str, str, str, str, datetime]
# account, cookie, address and time; the first three may be missing
Order = tuple[str | None, str | None, str | None, datetime]


class World:
    """Accounts with the moment of their creation, links between ids, and orders."""

    def __init__(self, seed: int, accounts: int = 12, links: int = 22) -> None:
        self.random = random.Random(seed)
        self.accounts = [(f"shop:{n}", START + timedelta(hours=n % 5)) for n in range(accounts)]
        self.links: list[Link] = []
        self.orders: list[Order] = []
        self.add(links, START + timedelta(days=1))
        self.add_guest(START + timedelta(days=1))
        for key, made in self.accounts:
            for _ in range(self.random.randrange(3)):
                email = self._id("email_hash") if self.random.random() < 0.5 else None
                self.orders.append((key, None, email, made + self._hours(30)))

    def add(self, count: int, after: datetime) -> None:
        """Link accounts or ids of other types with ids; there are only a few ids of each type."""
        for _ in range(count):
            left_type, right_type = "customer", self.random.choice(TYPES)
            if self.random.random() < 0.25:
                left_type = self.random.choice(TYPES)
            seen_at = after + self._hours(48)
            self.links.append(
                (left_type, self._id(left_type), right_type, self._id(right_type), seen_at)
            )

    def add_guest(self, after: datetime) -> None:
        """Add an order with a cookie, with an address, or with both."""
        known = self.random.choice([("anonymous",), ("email_hash",), ("anonymous", "email_hash")])
        cookie, email = (
            self._id(kind) if kind in known else None for kind in ("anonymous", "email_hash")
        )
        self.orders.append((None, cookie, email, after + self._hours(48)))

    @property
    def guests(self) -> set[tuple[str, str]]:
        """Return the cookies and addresses that ordered without an account, by type and id."""
        return {
            (kind, name)
            for account, cookie, email, _ in self.orders
            for kind, name in (("anonymous", cookie), ("email_hash", email))
            if account is None and name is not None
        }

    def _hours(self, below: int) -> timedelta:
        return timedelta(hours=self.random.randrange(below))

    def _id(self, kind: str) -> str:
        if kind == "customer":
            return self.random.choice(self.accounts)[0]
        # the first id of each type is used much more often than the others: a kiosk, an office
        # ids of two types may be the same text, also that of an account
        return f"shop:{min(self.random.randrange(14), self.random.randrange(14))}"

    def resolve(self, warehouse) -> dict[tuple[str, str], dict]:
        """Return the rows of int_identities_resolved by type and id."""
        warehouse.fill(
            "input_customers",
            [
                {"source_customer_key": key, "source_name": "shop", "created_at": made}
                for key, made in self.accounts
            ],
        )
        unique: dict[tuple[str, str, str, str], datetime] = {}
        for *ends, seen_at in self.links:
            unique[tuple(ends)] = min(seen_at, unique.get(tuple(ends), seen_at))
        warehouse.fill(
            "input_identities",
            [
                dict(zip(("left_type", "left_id", "right_type", "right_id"), ends, strict=True))
                | {"source_name": "shop", "first_seen_at": seen_at}
                for ends, seen_at in unique.items()
            ],
        )
        warehouse.fill(
            "input_orders",
            [
                {
                    "order_key": f"shop:{n}",
                    "source_name": "shop",
                    "source_customer_key": account,
                    "anonymous_id": cookie,
                    "email_hash": email,
                    "ordered_at": ordered,
                    "status": "paid",
                    "currency_code": "EUR",
                }
                for n, (account, cookie, email, ordered) in enumerate(self.orders)
            ],
        )
        rows = warehouse.build_identities()
        return {(row["identity_type"], row["identity_id"]): row for row in rows}


def components(links: list[tuple[str, str]]) -> dict[str, str]:
    """Return the smallest node that each node is connected with."""
    groups: dict[str, set[str]] = {}
    for left, right in links:
        merged = groups.get(left, {left}) | groups.get(right, {right})
        for node in merged:
            groups[node] = merged
    return {node: min(group) for node, group in groups.items()}


def expected_people(world: World) -> dict[str, str]:
    """Return a name of the person for each node that belongs to one."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    orders_of: dict[str, list[datetime]] = defaultdict(list)
    for account, *_, ordered in world.orders:
        if account:
            orders_of[account].append(ordered)
    emails_of: dict[str, set[str]] = defaultdict(set)
    for account, _, email, _ in world.orders:
        if account and email:
            emails_of[account].add(email)
    links = [(f"{link[0]}/{link[1]}", f"{link[2]}/{link[3]}") for link in world.links]
    for account, cookie, email, _ in world.orders:
        if account and email and len(emails_of[account]) <= LIMIT:
            links.append((f"customer/{account}", f"email_hash/{email}"))
        if not account and cookie and email:
            links.append((f"anonymous/{cookie}", f"email_hash/{email}"))
    for left, right in links:
        if left != right:
            neighbours[left].add(right)
            neighbours[right].add(left)

    def kind(node: str) -> str:
        return node.partition("/")[0]

    def customers(node: str) -> set[str]:
        return {other for other in neighbours[node] if kind(other) == "customer"}

    guest_records = {
        f"customer/{key}"
        for key, made in world.accounts
        if len(orders_of[key]) == 1
        and abs(orders_of[key][0] - made) <= timedelta(days=1)
        and not any(kind(other) == "loyalty" for other in neighbours[f"customer/{key}"])
    }
    guests = {f"{kind}/{name}" for kind, name in world.guests}
    guest_emails = {
        node
        for node in neighbours.keys() | guests
        if kind(node) == "email_hash" and (node in guests or customers(node) & guest_records)
    }

    addresses = [n for n in neighbours if kind(n) not in ("customer", *WEAK)]
    shared = set()
    for node in addresses:
        reached = customers(node) - guest_records
        for other in neighbours[node]:
            if kind(other) not in ("customer", *WEAK):
                registered = customers(other) - guest_records
                reached |= registered if len(registered) <= LIMIT else set()
        emails = neighbours[node] & guest_emails
        for record in customers(node) & guest_records:
            emails |= neighbours[record] & guest_emails
        if max(len(reached), len(emails - {node})) > LIMIT:
            shared.add(node)
    strong = [f"customer/{key}" for key, _ in world.accounts]
    strong += [node for node in {*addresses, *guest_emails} if node not in shared]
    group = components(
        [(n, n) for n in strong] + [(n, o) for n in strong for o in neighbours[n] if o in strong]
    )
    leading = {name for n, name in group.items() if kind(n) == "customer" or n in guests}
    group = {node: name for node, name in group.items() if name in leading}

    guest_cookies = {node for node in guests if kind(node) == "anonymous"}
    weak = sorted({n for n in neighbours if kind(n) in WEAK} | guest_cookies)
    household = components(
        [(n, n) for n in weak] + [(n, o) for n in weak for o in neighbours[n] if kind(o) in WEAK]
    )
    own = {n: {group[o] for o in neighbours[n] if o in group} for n in weak}
    people = dict(group)
    for node in weak:
        members = [n for n in weak if household[n] == household[node]]
        leads_to = set().union(*(own[n] for n in members))
        if len(leads_to) == 1:
            people[node] = leads_to.pop()
        elif not leads_to and guest_cookies.intersection(members):
            people[node] = household[node]
        elif len(own[node]) == 1:
            people[node] = next(iter(own[node]))
        elif leads_to and not own[node] and node in guests:
            people[node] = node
    return people


@pytest.fixture
def state(shop):
    """The tables of the state that keeps the ids of earlier builds."""
    # the plugin of dbt-duckdb gives this function to every connection
    shop.session.execute("create temp macro growthmart_version() as 'of tests'")
    shop.declare("dim_customers")
    shop.declare(
        "int_customer_id_history",
        run_id="text",
        run_at="timestamp",
        sources="text",
        key_fingerprint="text",
        library_version="text",
        identity_pseudonym="text",
        customer_id="text",
    )


def partition(names: dict[str, str]) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for node, name in names.items():
        groups[name].add(node)
    return {frozenset(group) for group in groups.values()}


def test_people_are_those_of_a_union_of_sets(shop):
    joined = 0
    for seed in range(40):
        world = World(seed, links=10 + seed)
        rows = world.resolve(shop)
        resolved = {f"{kind}/{name}": row["customer_id"] for (kind, name), row in rows.items()}
        assert partition(resolved) == partition(expected_people(world)), seed
        assert {len(customer_id) for customer_id in resolved.values()} == {PSEUDONYM_LENGTH}
        joined += len(world.accounts) - len({row["customer_id"] for row in rows.values()})
    assert joined > 20


def issue(shop, rows: dict[tuple[str, str], dict], run: int) -> set[str]:
    """Store changed ids and build customer_merges again, as a build does; return the people."""
    warehouse = shop.session
    issued = shop.nodes["int_customer_id_history"]
    people = {row["customer_id"] for row in rows.values()}
    warehouse.execute(f"create or replace temp view present as {issued['compiled_code']}")
    warehouse.execute(
        f"insert into {issued['relation_name']} select * replace ('run-{run}' as run_id, "
        f"timestamp '2024-02-01' + interval '1' day * {run} as run_at) from present "
        "where (identity_pseudonym, customer_id) not in (select (identity_pseudonym, "
        f"arg_max(customer_id, run_at)) from {issued['relation_name']} group by identity_pseudonym)"
    )
    shop.fill("dim_customers", [{"customer_id": name} for name in people])
    shop.build("customer_merges")
    return people


@pytest.mark.usefixtures("state")
def test_ids_stay_or_their_merge_is_recorded_while_links_are_added(shop):
    kept = moved = 0
    for seed in range(10):
        shop.session.execute(f"truncate {shop.nodes['int_customer_id_history']['relation_name']}")
        world = World(seed, links=8)
        before = world.resolve(shop)
        ever = issue(shop, before, 0)
        for day in range(10):
            after = START + timedelta(days=5 + day)
            world.add(2, after)
            world.add_guest(after)
            now = world.resolve(shop)
            people = issue(shop, now, day + 1)
            for (kind, name), row in before.items():
                if kind != "customer":
                    continue
                same = row["customer_id"] == now[kind, name]["customer_id"]
                # an account keeps its customer, unless an earlier account of the same person gives
                # another one, or the account that gave it now belongs to another person
                if not same:
                    moved += 1
                    joined = now["customer", now[kind, name]["person_key"]]
                    assert (joined["first_seen_at"], joined["identity_id"]) <= (
                        now[kind, name]["first_seen_at"],
                        name,
                    )
                    namer = now["customer", row["person_key"]]
                    assert namer["person_key"] != row["person_key"] or (
                        namer["customer_id"] != now[kind, name]["customer_id"]
                    )
                kept += same
            merges = dict(
                shop.session.execute(
                    "select old_customer_id, new_customer_id "
                    f"from {shop.nodes['customer_merges']['relation_name']}"
                ).fetchall()
            )
            accounts = {row["customer_id"] for row in now.values()}
            assert merges.keys().isdisjoint(people)
            assert set(merges.values()) <= accounts
            # no one is lost, except a guest whose cookie or address now belongs to several people
            leading = world.guests & now.keys()
            named = {row["customer_id"] for key, row in before.items() if key in leading}
            named |= {row["customer_id"] for key, row in before.items() if key[0] == "customer"}
            assert (ever - people - merges.keys()).isdisjoint(named)
            ever |= people
            before = now
    assert kept > 500
    assert moved > 5


def test_later_links_never_change_since_when_an_id_is_linked(shop):
    """If the person is the same, an id that was known by a day stays known by that day."""
    checked = 0
    for seed in range(30):
        world = World(seed, links=14)
        cut = START + timedelta(days=3)
        early = world.resolve(shop)
        world.add(6, cut)
        late = world.resolve(shop)
        for name in {row["customer_id"] for row in early.values()}:
            then = {
                key: row["linked_at"] for key, row in early.items() if row["customer_id"] == name
            }
            now = {
                key: row["linked_at"]
                for key, row in late.items()
                if row["customer_id"] == name and row["linked_at"] < cut
            }
            if then.keys() == now.keys():
                assert then == now
                checked += len(then)
    assert checked > 300
