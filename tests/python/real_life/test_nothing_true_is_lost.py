"""In random worlds with orphans, odd values and repeated rows, no money and no "no" is lost.

The rows are recounted here by the rules of the contract, in Python: what is sound must come out, to
the cent, and what does not come out must have a reason.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from end_to_end.project import Project

from .cases import Row
from .contract import entity
from .in_memory import Shop
from .random_worlds import CURRENCIES, JUNE, MAY, RATES, STATUSES, World, several_worlds

JUDGED = ["orders", "order_items", "refunds"]
CENT = Decimal("0.01")
SURROUNDINGS = {
    "products": [{"product_key": "demo:p", "product_name": "Tea"}],
    "campaigns": [
        {"campaign_key": f"demo:{channel}", "campaign_name": channel, "channel": channel}
        for channel in ("email", "sms")
    ],
    "exchange_rates": [
        {"month": month.date().replace(day=1), "currency_code": "USD"}
        | {"rate_to_reporting": RATES["USD"]}
        for month in (MAY, JUNE)
    ],
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, parsed: Path) -> Iterator[Shop]:
    project = Project.create(tmp_path_factory.mktemp("compiled") / "project", parsed=parsed)
    built = Shop(project.folder)
    yield built
    built.warehouse.session.close()


def spelt(key: str | None) -> str | None:
    """Return a key in its one spelling, or None if it names nothing."""
    name = (key or "").strip().removeprefix("demo:").strip()
    if name.endswith(".0"):
        name = name[:-2]
    return f"demo:{name}" if name not in ("", "undefined") else None


def _key(name: str, row: Row) -> tuple:
    return tuple(
        spelt(row[part]) if isinstance(row[part], str) else row[part] for part in entity(name).key
    )


def number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def newest(name: str, world: World) -> dict[tuple, list[Row]]:
    """Return the distinct rows of each key that were loaded last; two contradict each other."""
    by_key = defaultdict(list)
    for row in world[name]:
        if row not in by_key[_key(name, row)]:
            by_key[_key(name, row)].append(row)
    return {
        key: [row for row in rows if row["loaded_at"] == max(one["loaded_at"] for one in rows)]
        for key, rows in by_key.items()
    }


def has_testers_cookie(row: Row, world: World) -> bool:
    """Return whether the cookie of an order without an account is used by testers only."""
    if spelt(row["source_customer_key"]) or spelt(row["anonymous_id"]) is None:
        return False
    users = {
        spelt(one["source_customer_key"])
        for one in world["orders"]
        if one["anonymous_id"] == row["anonymous_id"]
    } - {None}
    return bool(users) and all(is_tester(user, world) for user in users)


def is_tester(key: str | None, world: World) -> bool:
    return any(row["source_customer_key"] == key and row["is_test"] for row in world["customers"])


def is_sound_order(row: Row, world: World) -> bool:
    return (
        row["ordered_at"] in (MAY, JUNE)
        and STATUSES[row["status"]] is not None
        and CURRENCIES[row["currency_code"]] is not None
        and row["shipping_amount"] in (None, "0", "2", "4.50")
        and not is_tester(spelt(row["source_customer_key"]), world)
        and not has_testers_cookie(row, world)
    )


def is_sound_line(row: Row, accepted: dict[str, Row]) -> bool:
    quantity, price = number(row["quantity"]), number(row["unit_price"])
    return (
        spelt(row["order_key"]) in accepted
        and quantity is not None
        and price is not None
        and quantity > 0
        and price >= 0
        and price < Decimal(10) ** 12
        and quantity * price < Decimal(10) ** 12
    )


def is_sound_refund(row: Row, accepted: dict[str, Row], world: World) -> bool:
    order = spelt(row["order_key"])
    return (
        row["amount"] in ("3", "10", "0.01")
        and row["quantity"] != "0"
        and row["refunded_at"] is not None
        and CURRENCIES[row["currency_code"]] is not None
        and not is_tester(spelt(row["source_customer_key"]), world)
        # neither the order nor its refund counts if the order was rejected
        and (order in accepted or order not in {spelt(one["order_key"]) for one in world["orders"]})
    )


def check_orders(shop: Shop, world: World) -> dict[str, Row]:
    """Check that the sound orders come out; return the staged row of each order that does."""
    built = {row["order_key"]: row for row in shop.rows("input_orders")}
    accepted = {}
    for (key,), rows in newest("orders", world).items():
        sound = [row for row in rows if is_sound_order(row, world)]
        if key in built:
            # of rows that contradict each other, any of the sound ones may count
            accepted[key] = next((row for row in sound if is_read_as(row, built[key])), None)
            assert accepted[key], (built[key], rows)
        else:
            assert len(sound) < len(rows), (key, rows)
    assert set(built) == set(accepted)
    assert set(built) == {row["order_key"] for row in shop.rows("int_orders_with_revenue")}
    return accepted


def is_read_as(row: Row, built: Row) -> bool:
    return (
        row["ordered_at"] == built["ordered_at"]
        and CURRENCIES[row["currency_code"]] == built["currency_code"]
        and STATUSES[row["status"]] == built["status"]
        and number(row["shipping_amount"]) == built["shipping_amount"]
    )


def rate(order: Row) -> Decimal:
    return RATES[CURRENCIES[order["currency_code"]]]


def check_lines(shop: Shop, world: World, accepted: dict[str, Row]) -> None:
    """Check that every sound line is revenue, to the cent."""
    built = {
        (row["order_key"], row["line_number"]): row["gross_revenue"]
        for row in shop.rows("int_order_items_with_revenue")
    }
    for key, rows in newest("order_items", world).items():
        amounts = {
            rounded(number(row["quantity"]) * number(row["unit_price"]) * rate(accepted[key[0]]))
            for row in rows
            if is_sound_line(row, accepted)
        }
        sound = [row for row in rows if is_sound_line(row, accepted)]
        if key in built:
            assert built.pop(key) in amounts, (key, rows)
        else:
            assert len(sound) < len(rows), (key, rows)
    assert not built


def check_refunds(shop: Shop, world: World, accepted: dict[str, Row]) -> None:
    """Check that every sound refund is paid back once, to the cent."""
    built: dict[str, Decimal] = defaultdict(Decimal)
    for row in shop.rows("int_refunds_with_rates"):
        built[row["refund_key"]] += row["amount"]
    for (key,), rows in newest("refunds", world).items():
        sound = [row for row in rows if is_sound_refund(row, accepted, world)]
        if key in built:
            amounts = {rounded(number(row["amount"]) * rate(row)) for row in sound}
            assert built.pop(key) in amounts, (key, rows)
        else:
            assert len(sound) < len(rows), (key, rows)
    assert not built


def check_sums(shop: Shop) -> None:
    """Check that the money of the orders is that of their lines and refunds."""
    orders = shop.rows("int_orders_with_revenue")
    total = sum(
        row["net_revenue"] + row["cancelled_amount"] + row["discount_amount"] for row in orders
    )
    unmatched = sum(
        row["amount"] for row in shop.rows("int_refunds_with_rates") if row["order_key"] is None
    )
    gross = sum(row["gross_revenue"] for row in shop.rows("int_order_items_with_revenue"))
    refunded = sum(row["amount"] for row in shop.rows("int_refunds_with_rates"))
    assert total - unmatched == gross - refunded


def check_reasons(shop: Shop, world: World) -> None:
    """Check that each row passed, is an older state of a row, or was rejected with a reason."""
    for name in JUDGED:
        judged = defaultdict(list)
        for row in shop.judged_rows(name):
            judged[_key(name, row)].append(row["rejection_reason"])
        for key, rows in newest(name, world).items():
            staged = {tuple(row.items()) for row in world[name] if _key(name, row) == key}
            reasons = judged.pop(key)
            # rows that are equal when they are read are one row
            assert 1 <= len(reasons) <= len(staged), (key, reasons)
            assert reasons.count(None) <= 1
            assert reasons.count("superseded") <= len(staged) - len(rows)
        assert not judged


def noes(world: World) -> Iterator[tuple[str, str | None, datetime]]:
    """Yield every no: whose it is, the channel (None is every channel), and when."""
    channels = {"demo:email": "email", "demo:sms": "sms"}
    for row in world["consents"]:
        if row["withdrawn_at"] and row["purpose"].strip().lower() == "marketing":
            yield spelt(row["source_customer_key"]), row["channel"].lower(), row["withdrawn_at"]
    for row in world["messages"]:
        person, channel = spelt(row["source_customer_key"]), channels.get(row["campaign_key"])
        for column in ("unsubscribed_at", "bounced_at"):
            if row[column]:
                yield person, channel, row[column]
        if row["complained_at"]:
            yield person, None, row["complained_at"]


def check_permissions(shop: Shop, world: World) -> None:
    """Check that no one is written to after a no, and that a yes without a no is heard."""
    records = defaultdict(set)
    for row in shop.rows("int_customer_accounts"):
        records[row["customer_id"]].add(row["source_customer_key"])
    permitted = {
        row["customer_id"]: set(filter(None, row["marketable_channels"].split(", ")))
        for row in shop.rows("int_customers_marketing_permissions")
    }
    grants = [row for rows in newest("consents", world).values() for row in rows]
    grants = [row for row in grants if row["granted_at"] and "arketing" in row["purpose"]]
    for person, keys in records.items():
        own_noes = [(channel, time) for key, channel, time in noes(world) if key in keys]
        for channel in ("email", "sms"):
            granted = [
                row
                for row in grants
                if spelt(row["source_customer_key"]) in keys and row["channel"].lower() == channel
            ]
            said_no = [time for one, time in own_noes if one in (channel, None)]
            if channel in permitted.get(person, ()):
                assert any(
                    row["granted_at"] > max(said_no, default=datetime.min) for row in granted
                ), (keys, channel)
            elif not own_noes:
                # a row that lacks its legal basis is no consent, and neither is one of several
                # that contradict each other
                assert not any(
                    row["lawful_basis"] and grants.count(row) == 1 and is_only(row, world)
                    for row in granted
                ), (keys, channel)


def is_only(row: Row, world: World) -> bool:
    return len(newest("consents", world)[_key("consents", row)]) == 1


# each example is ten worlds, and the first one of hypothesis is empty
@pytest.mark.parametrize("examples", [4, pytest.param(21, marks=pytest.mark.slow)])
def test_nothing_true_is_lost(shop: Shop, examples: int):
    seen = Counter()

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        # a build takes seconds, and a smaller world would take minutes to find
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(several_worlds)
    def check(world: World) -> None:
        shop.build(SURROUNDINGS | world)
        accepted = check_orders(shop, world)
        check_lines(shop, world, accepted)
        check_refunds(shop, world, accepted)
        check_sums(shop)
        check_reasons(shop, world)
        check_permissions(shop, world)
        seen["lines"] += len(shop.rows("int_order_items_with_revenue"))
        seen["refunds"] += len(shop.rows("int_refunds_with_rates"))
        for row in shop.rows("int_customers_marketing_permissions"):
            seen["marketable" if row["marketable_channels"] else "not marketable"] += 1

    check()
    # the worlds have all of them
    kinds = ("lines", "refunds", "marketable", "not marketable")
    assert all(seen[kind] > 0 for kind in kinds), seen
