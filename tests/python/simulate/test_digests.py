"""The simulator writes the same rows as when its version was last raised.

If a change of the rows is on purpose, raise `SIMULATOR_VERSION` and run
`python tests/python/simulate/digests.py`. If it is not, the change has moved a random stream. A
new version of numpy may change the streams, too: this also is another data set.

Version 5 brought the records of people. It changed customers, contacts, identities, orders,
order_items, payments, refunds, reviews, messages, consents and events by rows of the people
concerned, and truth/orders and truth/sessions by those of guests. Of ad_spend, campaigns,
exchange_rates, loyalty_transactions, marketing_costs, products and subscriptions it changed planted
rows only. All other tables of version 4 are the same but for truth/dirt, which has other kinds.

Version 6 brought the trials, pauses and breaks of subscriptions. It plants no impossible dates
among campaigns and promotions, whose rows the input layer keeps. All other tables but truth/dirt
are those of version 5.
"""

import json

import pyarrow as pa
import pytest

from growthmart.simulate import SIMULATOR_VERSION

from .digests import KEPT, WORLDS, table_digest, world_digests


@pytest.fixture(scope="module")
def stored():
    return json.loads(KEPT.read_text())


def test_digests_are_of_this_version(stored):
    assert stored["version"] == SIMULATOR_VERSION, "run python tests/python/simulate/digests.py"


@pytest.mark.parametrize("world", WORLDS)
def test_rows_are_those_of_this_version(stored, world):
    assert world_digests(world) == stored[world]


def test_a_digest_shows_other_values_types_and_names_but_no_other_order():
    digest = table_digest(pa.table({"a": [1, 2, None]}))
    assert table_digest(pa.table({"a": [None, 2, 1]})) == digest
    assert table_digest(pa.table({"a": [1, 2, 3]})) != digest
    assert table_digest(pa.table({"a": [1, 2, 2, None]})) != digest
    assert table_digest(pa.table({"a": [1.0, 2.0, None]})) != digest
    assert table_digest(pa.table({"b": [1, 2, None]})) != digest
