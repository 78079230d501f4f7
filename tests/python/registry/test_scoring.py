"""Every row of scores says which run it is of."""

import pyarrow as pa
from dbt_common.invocation import get_invocation_id

from growthmart.registry import score

from .builders import frame

SCHEMA = pa.schema([("customer_id", pa.string()), ("score", pa.float64())])


def doubled(batch):
    scores = [2.0 * value for value in batch["x"].to_pylist()]
    return pa.table([batch["customer_id"], pa.array(scores)], schema=SCHEMA)


def test_scores_have_the_columns_of_state(session):
    people = pa.table({"customer_id": ["a", "b"], "x": [1.0, 2.0]})
    found = score(session, frame(session, "people", people), doubled, SCHEMA).read_all()

    assert found.schema.names == [
        *("run_id", "run_at", "sources", "key_fingerprint", "library_version"),
        *("customer_id", "score"),
    ]
    assert found["score"].to_pylist() == [2.0, 4.0]
    assert set(found["run_id"].to_pylist()) == {get_invocation_id()}
    assert set(found["sources"].to_pylist()) == {"demo"}
