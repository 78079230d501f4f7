"""Values that trackers and shops write where they have no id: they mean no one."""

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.columns import ids
from growthmart.simulate.base.draws import Bools, Ints
from growthmart.simulate.crm import Shop
from growthmart.simulate.dirt.export import Export
from growthmart.simulate.records.parameters import RECORDS, number_of
from growthmart.simulate.records.rows import Part, link_rows
from growthmart.simulate.shop.identities import Cookies

NO_ID = ("undefined", "null", "(not set)", "00000000-0000-0000-0000-000000000000")
NO_ADDRESS = (hashlib.sha256(b"").hexdigest(),)


def _spellings(values: tuple[str, ...]) -> list[str]:
    """Return each value as it is, in capitals, and with blanks."""
    forms = [form for word in values for form in (word, word.upper(), f" {word}", f"{word} ")]
    return list(dict.fromkeys(forms))


IDS = pa.array(_spellings(NO_ID), pa.string())
HASHES = pa.array(_spellings(NO_ADDRESS), pa.string())
LINKED_WITH = (("email_hash", HASHES), ("device", IDS), ("anonymous", IDS), ("phone_hash", HASHES))
"""The types of links to such values, and the values."""


class Placeholders:
    """Draws such values, and counts the rows that have them for `truth/placeholders`."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, str], int] = {}

    def written(self, entity: str, column: str, codes: Ints, words: pa.Array = IDS) -> pa.Array:
        """Return the values at positions of a list, and count them."""
        values = words.take(pa.array(codes, pa.int64()))
        for pair in pc.value_counts(values).to_pylist():
            key = (entity, column, pair["values"])
            self._rows[key] = self._rows.get(key, 0) + pair["counts"]
        return values

    def table(self) -> pa.Table:
        """Build `truth/placeholders`."""
        keys = list(self._rows)
        return pa.table(
            {
                "entity": pa.array([entity for entity, _, _ in keys], pa.string()),
                "column_name": pa.array([column for _, column, _ in keys], pa.string()),
                "value": pa.array([value for _, _, value in keys], pa.string()),
                "rows_count": pa.array(list(self._rows.values()), pa.int64()),
            }
        )


def link_placeholders(
    rng: np.random.Generator,
    shop: Shop,
    cookies: Cookies,
    free: Bools,
    placeholders: Placeholders,
    export: Export,
) -> None:
    """Link accounts with values that mean no one, and such an account with cookies."""
    people = shop.people.count
    size = number_of(people, RECORDS.placeholder_link_share, people)
    person = rng.permutation(np.flatnonzero(free))[:size]
    kind = np.arange(len(person)) % len(LINKED_WITH)
    signup = shop.clock.seconds(shop.people.signup[person])
    parts: list[Part] = []
    for place, (name, words) in enumerate(LINKED_WITH):
        row = np.flatnonzero(kind == place)
        codes = rng.integers(len(words), size=len(row))
        value = placeholders.written("identities", "right_id", codes, words)
        parts.append((ids("C", person[row] + 1), name, value, signup[row]))
    size = number_of(people, RECORDS.placeholder_account_link_share, people)
    row = rng.permutation(np.flatnonzero(free[cookies.person]))[:size]
    codes = rng.integers(len(IDS), size=len(row))
    account = placeholders.written("identities", "left_id", codes)
    seen = shop.clock.seconds(cookies.seen[row])
    parts.append((account, "anonymous", ids("A", cookies.number[row]), seen))
    export.append("identities", link_rows(shop.clock, parts), is_kept=False)
