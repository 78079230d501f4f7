import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from growthmart.simulate import simulate
from growthmart.simulate.base.columns import SCHEMAS

from .recount import KEYS, REQUIRED, assert_truth


@settings(max_examples=15, deadline=None)
@given(
    customers=st.integers(1, 250),
    days=st.integers(1, 400),
    seed=st.integers(0, 2**63 - 1),
)
def test_any_small_world_is_sound(customers, days, seed):
    tables = simulate(customers, days, seed)
    for entity in tables:
        assert entity.startswith("truth/") or tables[entity].schema.equals(SCHEMAS[entity])
    kept = assert_truth(tables).kept
    for entity, key in KEYS.items():
        assert not kept[entity].duplicated(key).any()
        assert kept[entity][REQUIRED[entity]].notna().all(axis=None)
    sold = kept["order_items"]["product_id"].notna()  # a gift that the catalogue does not have
    assert (kept["order_items"]["unit_price"][sold] > 0).all()
    assert (kept["orders"]["discount"] >= 0).all()
    assert (kept["refunds"]["amount"] >= 0).all()
    assert (kept["ad_spend"]["spend"] >= 0).all()
    ended = pd.Timestamp("2023-01-01") + pd.Timedelta(days=days)
    events = kept["events"]
    assert events["occurred_at"].between("2023-01-01", ended, inclusive="left").all()
    assert (events["occurred_at"] <= events["received_at"]).all()
    assert (events["received_at"] <= ended).all()
