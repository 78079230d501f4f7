"""The dirt of ads, costs, campaigns, messages, promotions and signals."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import DAY_SECONDS, TIMESTAMP, Clock
from growthmart.simulate.base.columns import SCHEMAS, entity_table, ids, pick, price
from growthmart.simulate.base.draws import Bools
from growthmart.simulate.base.streams import Streams
from growthmart.simulate.dirt.changes import (
    Change,
    amount,
    days_after,
    nothing,
    number,
    same,
    spoilt,
)
from growthmart.simulate.dirt.ledger import Ledger
from growthmart.simulate.dirt.planter import Planter
from growthmart.simulate.shop.people import People

Tables = dict[str, pa.Table]
_REACTIONS = [
    name
    for name in SCHEMAS["messages"].names
    if name.endswith("_at") and name not in ("assigned_at", "exported_at")
]
"""The columns of a message after its assignment."""


def plant_marketing(
    streams: Streams, clean: Tables, customers: int, clock: Clock, ledger: Ledger
) -> Tables:
    """Return the tables with dirt."""
    tables = {}
    for entity, table in clean.items():
        every = np.ones(table.num_rows, dtype=bool)
        rng = streams[f"dirt.{entity}"]
        planter = Planter(rng, entity, table, every, ~every, customers, clock, ledger)
        _PLANT[entity](planter)
        tables[entity] = planter.result()
    return tables


def plant_messages(
    streams: Streams,
    messages: pa.Table,
    fallen: Bools,
    people: People,
    clock: Clock,
    ledger: Ledger,
) -> Planter:
    """Plant dirt among the messages; `fallen` marks those to test customers."""
    ledger.count("messages", "test_customer", fallen.sum())
    rng, none = streams["dirt.messages"], np.zeros(len(fallen), dtype=bool)
    planter = Planter(rng, "messages", messages, ~fallen, none, people.count, clock, ledger)
    planter.invent_template(_inventing(people))
    _messages(planter)
    return planter


def _ad_spend(planter: Planter) -> None:
    new = planter.new_ids("AD")
    planter.plant("missing_required", ad_id=new, spend=nothing)
    planter.plant("bad_count", ad_id=new, clicks=number(-1))
    planter.plant("negative_amount", ad_id=new, conversions_value=amount(-100))
    planter.plant("unknown_currency", ad_id=new, currency=spoilt("currency"))
    planter.plant_older(impressions=number(0))
    planter.plant_copies()


def _marketing_costs(planter: Planter) -> None:
    new = planter.new_ids("channel-")
    planter.plant("missing_required", channel=new, amount=nothing)
    planter.plant("unknown_cost_type", channel=new, cost_type=same("fireworks"))
    planter.plant("negative_amount", channel=new, amount=amount(-100))
    planter.plant("unknown_currency", channel=new, currency=spoilt("currency"))
    planter.plant("not_first_of_month", channel=new, month=_shifted("month", 14))
    planter.plant_older(amount=amount(12_345))
    planter.plant_copies()


def _campaigns(planter: Planter) -> None:
    new = planter.new_ids("KX")
    planter.plant("missing_required", id=new, name=nothing)
    planter.plant("unknown_channel", id=new, channel=same("skywriting"))
    planter.plant("negative_amount", id=new, fixed_cost=amount(-100))
    planter.plant("unknown_currency", id=new, currency=spoilt("currency"))
    planter.plant_older(objective=same("undecided"))
    planter.plant_copies()


def _messages(planter: Planter) -> None:
    new = planter.new_ids("M")
    unread = dict.fromkeys(_REACTIONS, nothing)
    planter.plant("missing_required", id=new, assigned_at=nothing)
    planter.plant(
        "impossible_times",
        id=new,
        experiment_arm=same("treatment"),
        **{**unread, "sent_at": days_after("assigned_at", -7)},
    )
    planter.plant(
        "control_was_sent",
        id=new,
        experiment_arm=same("control"),
        **{**unread, "sent_at": days_after("assigned_at", 1)},
    )
    planter.plant_orphan("orphan_customer", "customer_id", "C", id=new)
    planter.plant_orphan("orphan_campaign", "campaign_id", "K", id=new)
    planter.plant_older(experiment_arm=same("undecided"))
    planter.plant_copies()


def _inventing(people: People) -> Callable[[Clock], pa.Table]:
    """Return a function that builds a message to break in a world without messages."""
    person = np.flatnonzero(~people.is_test)[:1]

    def build(clock: Clock) -> pa.Table:
        never = pa.nulls(len(person), TIMESTAMP)
        assigned = np.full(len(person), clock.days * DAY_SECONDS - 3_600)
        return entity_table(
            "messages",
            clock,
            id=ids("M", person + 1),
            customer_id=ids("C", person + 1),
            campaign_id=pa.array(["brand_search"] * len(person)),
            experiment_arm=pick(["control"], person * 0),
            assigned_at=clock.second_timestamps(assigned),
            **dict.fromkeys(_REACTIONS, never),
        )

    return build


def _promotions(planter: Planter) -> None:
    new = planter.new_ids("CODE")
    planter.plant("missing_required", code=nothing)
    planter.plant(
        "negative_amount", code=new, value=lambda rows: price(np.full(rows.num_rows, -100))
    )
    planter.plant_older(minimum_order=amount(999))
    planter.plant_copies()


def _market_signals(planter: Planter) -> None:
    planter.plant("missing_required", signal=planter.new_ids("signal-"), value=nothing)
    planter.plant_older(value=amount(-100))
    planter.plant_copies()


def _shifted(name: str, days: int) -> Change:
    """Write the dates of a column, moved by whole days."""
    return lambda rows: pa.array(rows[name].to_numpy().astype("datetime64[D]") + days)


_PLANT = {
    "ad_spend": _ad_spend,
    "marketing_costs": _marketing_costs,
    "campaigns": _campaigns,
    "promotions": _promotions,
    "market_signals": _market_signals,
}
