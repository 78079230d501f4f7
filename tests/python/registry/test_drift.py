"""Drift is 0 for the people learnt from, and large for others."""

import numpy as np
import pyarrow as pa

from growthmart.registry import champion, distributions, drift, train_when_due

from .builders import FEATURES, TODAY, frame, trained

ROWS = 1000


def people(shift=0.0, rows=ROWS):
    rng = np.random.default_rng(1)
    return pa.table(
        {
            "customer_id": [f"c{number}" for number in range(rows)],
            "x": rng.normal(shift, 1, rows),
            "flat": np.zeros(rows),
            "country": [None if n % 10 == 0 else ("DE", "FR")[n % 2] for n in range(rows)],
        }
    )


def measured(session, learnt_from, today):
    seen = distributions({name: learnt_from[name].to_pandas() for name in ("x", "flat", "country")})
    row = train_when_due(session, None, TODAY, FEATURES, lambda _: trained(seen=seen))
    model = champion(session, frame(session, "stored", row), FEATURES)
    rows = drift(session, frame(session, "today", today), "customer_id", model).to_pylist()
    return {one["metric"]: one["value"] for one in rows}


def test_the_same_people_have_not_drifted(session):
    found = measured(session, people(), people())
    assert found == {"psi_x": 0, "psi_flat": 0, "psi_country": 0}


def test_the_index_is_that_of_the_textbook(session):
    """The sum over the bins of (new - old) * ln(new / old), with the deciles as bins."""
    old, new = people(), people(shift=1)
    cuts = np.quantile(old["x"].to_numpy(), np.arange(0.1, 1, 0.1))
    was, now = (
        np.bincount(np.searchsorted(cuts, table["x"].to_numpy()), minlength=10) / ROWS
        for table in (old, new)
    )
    now = np.maximum(now, 0.0001)
    found = measured(session, old, new)
    assert np.isclose(found["psi_x"], np.sum((now - was) * np.log(now / was)))
    assert found["psi_x"] > 0.25
    assert found["psi_country"] == 0


def test_few_rows_and_no_model_have_no_index(session):
    assert measured(session, people(rows=199), people()) == {}
    assert measured(session, people(), people(rows=199)) == {}
    assert len(drift(session, frame(session, "today", people()), "customer_id", None)) == 0
