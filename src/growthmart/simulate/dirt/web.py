"""The dirt of events: late events, events sent twice, and events that break each rule."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.clock import DAY_SECONDS, TIMESTAMP, Clock
from growthmart.simulate.base.draws import Bools, Ints
from growthmart.simulate.base.web_parameters import WEB
from growthmart.simulate.dirt.changes import Change, days_after, nothing, same, unknown
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


def sound_events(world: WebWorld, sessions: Sessions, walk: Walk, ledger: Ledger) -> Bools:
    """Count the events of test customers and of rejected orders; return which others there are."""
    is_test = np.concatenate([world.people.is_test, [False]])[sessions.person]
    of_test = is_known(sessions, walk) & is_test[walk.session]
    is_lost = np.concatenate([world.is_lost, [False]])[sessions.order]
    of_lost = (walk.step == STEP["purchase"]) & is_lost[walk.session] & ~of_test
    ledger.reject("events", "orphan_customer", of_test.sum())
    ledger.reject("events", "orphan_order", of_lost.sum())
    return ~of_test & ~of_lost


def plant_events(
    rng: np.random.Generator,
    table: pa.Table,
    sound: Bools,
    first_event: int,
    world: WebWorld,
    ledger: Ledger,
) -> pa.Table:
    """Return a block of events with dirt; `first_event` is the number of its first event."""
    planter = Planter(
        rng, "events", table, sound, world.people.count, world.clock, ledger, first_event
    )
    new = planter.new_ids("E")
    planter.plant("missing_required", id=new, occurred_at=nothing)
    # an event of the shop's own is no dirt: the input layer keeps it
    planter.plant_kept(id=new, name=same("teleport"))
    planter.plant(
        "unidentified", id=new, anonymous_id=nothing, customer_id=nothing, device_id=nothing
    )
    planter.plant("in_the_future", id=new, occurred_at=days_after("received_at", 2))
    planter.plant("orphan_customer", id=new, customer_id=unknown("C"))
    planter.plant("orphan_order", id=new, order_id=unknown("O"))
    planter.plant("orphan_product", id=new, product_id=unknown("P"))
    planter.plant_share("duplicate_key", WEB.duplicate_share, received_at=_resent(rng, world.clock))
    planter.plant_copies()
    return planter.result()


def _resent(rng: np.random.Generator, clock: Clock) -> Change:
    """Let events arrive a second time, at the latest at the moment of the export."""
    end = pa.scalar(clock.end, TIMESTAMP)

    def change(rows: pa.Table) -> pa.Array:
        wait = rng.integers(1, WEB.resend_seconds, rows.num_rows).astype("timedelta64[s]")
        later = pc.add(rows["received_at"], pa.array(wait.astype("timedelta64[us]")))
        return pc.min_element_wise(later, end)

    return change
