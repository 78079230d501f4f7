"""The dirt of events: late events, events sent twice, and events that break each rule."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.clock import DAY_SECONDS, TIMESTAMP, Clock
from growthmart.simulate.base.draws import Bools, Ints
from growthmart.simulate.base.web_parameters import WEB
from growthmart.simulate.dirt.changes import Change, days_after, nothing, same
from growthmart.simulate.dirt.ledger import Ledger
from growthmart.simulate.dirt.planter import Planter
from growthmart.simulate.web.event_table import is_known
from growthmart.simulate.web.funnel import STEP, Walk
from growthmart.simulate.web.sessions import Sessions
from growthmart.simulate.web.world import WebWorld


def received_seconds(rng: np.random.Generator, walk: Walk, clock: Clock) -> Ints:
    """Draw when each event arrived: at once or some days late, but before the export."""
    size = walk.count
    received = walk.second + rng.integers(0, 4, size)
    late = np.flatnonzero(rng.random(size) < WEB.late_share)
    most = int(WEB.late_days * DAY_SECONDS)
    received[late] = walk.second[late] + rng.integers(600, most, len(late))
    return np.minimum(received, clock.days * DAY_SECONDS - 1)


def sound_events(
    world: WebWorld, sessions: Sessions, walk: Walk, is_erased: Bools, ledger: Ledger
) -> tuple[Bools, Bools]:
    """Count the events of test customers, of their orders, and of erased people.

    Returns:
        Which events are not of test people by their account and order, and which of these have a
        cookie that only a test customer uses, or name an erased person.
    """
    is_test = np.append(world.people.is_test, False)[sessions.person]
    known = is_known(sessions, walk)
    of_test = known & is_test[walk.session]
    own_cookie = is_test & (sessions.cookie <= len(world.cookies.number))
    by_cookie = ~known & own_cookie[walk.session]
    is_lost = np.append(world.is_lost, False)[sessions.order]
    is_purchase = walk.step == STEP["purchase"]
    of_lost = is_purchase & is_lost[walk.session] & ~of_test
    # without the account, an order from such a cookie is a test order, too
    of_order = of_lost | (is_purchase & by_cookie)
    ledger.count("events", "test_customer", (of_test | (by_cookie & ~of_order)).sum())
    ledger.count("events", "test_order", of_order.sum())
    sound = ~of_test & ~of_lost
    erased = known & np.append(is_erased, False)[sessions.person][walk.session] & sound
    ledger.count("events", "orphan_customer", erased.sum(), "customer_id")
    return sound, sound & (by_cookie | erased)


def plant_events(
    rng: np.random.Generator,
    table: pa.Table,
    sound: Bools,
    avoided: Bools,
    first_event: int,
    world: WebWorld,
    ledger: Ledger,
) -> Planter:
    """Plant dirt in a block of events; `first_event` is the number of its first event."""
    customers, clock = world.people.count, world.clock
    planter = Planter(rng, "events", table, sound, avoided, customers, clock, ledger, first_event)
    new = planter.new_ids("E")
    planter.plant("missing_required", id=new, occurred_at=nothing)
    # an event of the shop's own
    planter.plant_kept("unknown_event_name", "name", id=new, name=same("teleport"))
    no_one = dict.fromkeys(("anonymous_id", "customer_id", "device_id", "order_id"), nothing)
    planter.plant("unidentified", id=new, **no_one)
    planter.plant("in_the_future", id=new, occurred_at=days_after("received_at", 2))
    planter.plant_orphan("orphan_customer", "customer_id", "C", id=new)
    planter.plant_orphan("orphan_order", "order_id", "O", id=new)
    planter.plant_orphan("orphan_product", "product_id", "P", id=new)
    planter.plant_repeated(WEB.duplicate_share, received_at=_resent(rng, clock))
    planter.plant_copies()
    return planter


def _resent(rng: np.random.Generator, clock: Clock) -> Change:
    """Let events arrive a second time, at the latest at the moment of the export."""
    end = pa.scalar(clock.end, TIMESTAMP)

    def change(rows: pa.Table) -> pa.Array:
        wait = rng.integers(1, WEB.resend_seconds, rows.num_rows).astype("timedelta64[s]")
        later = pc.add(rows["received_at"], pa.array(wait.astype("timedelta64[us]")))
        return pc.min_element_wise(later, end)

    return change
