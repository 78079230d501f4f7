"""The cases of kinds/*.yml: rows that shops send, and what the built tables must say of them.

In a case, $a is an id of this case only: the raw files have <case>-a, and the built tables have
<source>:<case>-a. Everything else is sent as it is written.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from .contract import entity

FOLDER = Path(__file__).parent
NULLS_AND_BOOLEANS = ("tag:yaml.org,2002:null", "tag:yaml.org,2002:bool")
LOADED_AT = "2024-07-01 06:00:00"
# the ids of a source of numbers are numbers
NUMBERS = count(900_000_001)
SHARED_NUMBERS = {"p1": "1", "c1": "1"}

Row = dict[str, Any]


class Loader(yaml.SafeLoader):
    """Reads numbers and times as texts: how they are written is what many cases are about."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in NULLS_AND_BOOLEANS]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader)


DEFAULTS: dict[str, Row] = read(FOLDER / "defaults.yml")


@dataclass
class Case:
    """A situation: the rows of each entity, and what must come out.

    Attributes:
        kind: the file of the case.
        name: its name, which is part of its ids.
        reason: why the expected values are right.
        rows: the rows by entity; `ads.campaigns` is an entity of another source.
        expect: each has a table and the row of it that is meant, or a query, and what it `is`.
        source: the source that sends the rows: see sources.py.
    """

    kind: str
    name: str
    reason: str
    rows: dict[str, list[Row | str]]
    expect: list[dict[str, Any]]
    source: str = "shop"

    def staged(self) -> dict[tuple[str, str], list[Row]]:
        """Return the rows by source and entity, with sound values for what they do not name."""
        staged: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for place, rows in self.rows.items():
            source, _, name = place.rpartition(".")
            staged[source or self.source, name] += [self._named(name, row) for row in rows]
        if not any(name == "order_items" for _, name in staged):
            for (source, name), rows in list(staged.items()):
                if name == "orders":
                    lines = [{"order_key": row["order_key"]} for row in rows]
                    staged[source, "order_items"] = lines
        return {
            place: [self._filled(*place, row, number) for number, row in enumerate(rows, start=1)]
            for place, rows in staged.items()
        }

    def unknown_columns(self) -> list[str]:
        """Return the columns of the rows that the contract does not have."""
        return sorted(
            {
                f"{name}.{column}"
                for (_, name), rows in self.staged().items()
                for row in rows
                for column in row
                if column not in entity(name).kinds
            }
        )

    def in_table(self, value: Any) -> Any:
        """Return a value of an expectation as the built tables have it."""
        return self._replaced(value, "{}") if isinstance(value, str) else value

    def in_query(self, query: str) -> str:
        """Return a query with the ids of this case as texts of SQL."""
        return self._replaced(query, "'{}'")

    def _replaced(self, text: str, form: str) -> str:
        return re.sub(
            r"\$(?:(\w+):)?([\w%]+)",
            lambda match: form.format(f"{match[1] or self.source}:{self.name}-{match[2]}"),
            text,
        )

    def _named(self, name: str, row: Row | str) -> Row:
        # a row that is only a text is only a key
        return {entity(name).key[0]: row} if isinstance(row, str) else row

    def _filled(self, source: str, name: str, row: Row, number: int) -> Row:
        key, *others = entity(name).key
        needed = {"loaded_at": LOADED_AT} | DEFAULTS[name]
        if name == "order_items":
            needed["line_number"] = str(number)
        elif not others:
            needed[key] = f"${name}_{number}"
        if source == "numbers":
            needed = {column: SHARED_NUMBERS.get(value, value) for column, value in needed.items()}
            needed |= {key: str(next(NUMBERS))} if key not in row and not others else {}
        filled = needed | row
        return {
            column: value.replace("$", f"{self.name}-") if isinstance(value, str) else value
            for column, value in filled.items()
        }


def all_cases() -> list[Case]:
    """Return the cases of all kinds; every name is there once."""
    cases = [
        Case(kind=file.stem, **written)
        for file in sorted((FOLDER / "kinds").glob("*.yml"))
        for written in read(file)
    ]
    names = [case.name for case in cases]
    assert len(names) == len(set(names)), sorted({one for one in names if names.count(one) > 1})
    return cases
